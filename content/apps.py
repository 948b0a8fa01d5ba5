from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Content")

    def ready(self):
        """Offer the pages to those who keep them."""
        from core.panels import register

        from . import panels

        register("navigation", panels.navigation)
