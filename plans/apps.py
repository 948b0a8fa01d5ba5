from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = _("Plans")

    def ready(self):
        """Say which page explains the app's screens; offer the blank forms of plans."""
        from core.panels import register

        from . import panels
        from .help import help_pages

        register("help", help_pages)
        register("document_templates", panels.document_templates)
