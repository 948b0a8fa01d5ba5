from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundingConfig(AppConfig):
    name = "funding"
    verbose_name = _("Funding")

    def ready(self):
        """Register navigation, to-do items, and the rules that pages of the site show."""
        from core.panels import register

        from . import panels
        from .help import help_pages

        register("home", panels.home)
        register("help", help_pages)
        register("navigation", panels.navigation)
        register("tasks", panels.lists_to_publish)
        register("tasks", panels.call_tasks)
        register("tasks", panels.rules_to_publish)
        register("page_rules", panels.rules_on_page)
        register("site_search", panels.found_calls)
        register("site_places", panels.site_places)
        register("notices", panels.notices)
        register("regions", panels.regions)
        register("countries", panels.countries)
