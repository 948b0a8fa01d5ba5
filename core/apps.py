from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


def lift_guards(using, **kwargs):
    """Take the refusing triggers off before each migrate where it needs that (like the other, a schema concern)."""
    from .immutability import lift

    lift(using=using)


def install_guards(sender, using, **kwargs):
    """Make the refusing triggers again after each migrate (a schema concern, the one use of signals in the portal)."""
    from .immutability import install

    install(using=using, app_label=sender.label)


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Core")

    def ready(self):
        """Connect the triggers to migrate and register the system checks."""
        from . import checks  # noqa: F401 – registers itself

        pre_migrate.connect(lift_guards, sender=self, dispatch_uid="core.lift_guards")
        post_migrate.connect(install_guards, dispatch_uid="core.install_guards")
