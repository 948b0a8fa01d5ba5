from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Content")

    def ready(self):
        """Offer the site to those who keep it."""
        from core.panels import register

        from . import panels

        register("navigation", panels.navigation)
        register("site_places", panels.site_places)
        register("page_documents", panels.documents_on_page)
        register("files_named", panels.files_named)
