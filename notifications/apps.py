from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = _("Notifications")

    def ready(self):
        """Tell people of changes of their roles; say which page explains the app's screens."""
        from accounts.services import on_role_change
        from core.panels import register

        from .effects import tell_of_role
        from .help import help_pages

        on_role_change(tell_of_role)
        register("help", help_pages)
