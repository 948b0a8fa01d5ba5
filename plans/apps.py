from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = _("Plans")

    def ready(self):
        """Offer the blank forms of plans."""
        from core.panels import register

        from . import panels

        register("document_templates", panels.document_templates)
