from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self):
        """Say which page explains the app's screens."""
        from core.panels import register

        from .help import help_pages

        register("help", help_pages)
