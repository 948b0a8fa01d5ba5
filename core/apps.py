from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def install_guards(sender, using, **kwargs):
    """Make the refusing triggers again after each migrate (a schema concern, the one use of a signal in the portal)."""
    from .immutability import install

    install(using=using, app_label=sender.label)


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Core")

    def ready(self):
        """Connect the triggers to migrate and register the system checks."""
        from . import checks  # noqa: F401 – registers itself

        post_migrate.connect(install_guards, dispatch_uid="core.install_guards")
