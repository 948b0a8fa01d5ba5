from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = _("Notifications")

    def ready(self):
        """Tell people of changes of their roles."""
        from accounts.services import on_role_change

        from .effects import tell_of_role

        on_role_change(tell_of_role)
