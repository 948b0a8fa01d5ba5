from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = _("Content")

    def ready(self):
        """Offer the site to those who keep it, answer its letters or search it; draw the live parts of its pages."""
        from core.panels import register

        from . import panels
        from .help import help_pages

        register("help", help_pages)
        register("navigation", panels.navigation)
        register("site_places", panels.site_places)
        register("site_search", panels.found_pages)
        register("site_search", panels.found_news)
        register("site_search", panels.found_documents)
        register("site_search", panels.found_terms)
        register("home_latest", panels.home_news)
        register("site_places", panels.desk_places)
        register("tasks", panels.tasks)
        register("page_pledge", panels.pledge_on_page)
        register("files_named", panels.files_named)
        register("sitemap", panels.sitemap)
        register("page_documents", panels.documents_on_page)
