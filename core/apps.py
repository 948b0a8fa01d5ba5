from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


def lift_guards(using, **kwargs):
    """Take the refusing triggers off before each migrate where it needs that (like the other, a schema concern)."""
    from .immutability import lift

    lift(using=using)


def install_guards(sender, using, **kwargs):
    """Make the refusing triggers again after each migrate (a schema concern, as are all uses of signals in the portal)."""
    from .immutability import install

    install(using=using, app_label=sender.label)


def give_time(using, **kwargs):
    """Let a migration take as long as it needs: the limit for pages would break it off on large tables."""
    _set_time(using, "SET statement_timeout = 0")


def take_time_back(using, **kwargs):
    """The limit for pages holds again after each migrate."""
    _set_time(using, "RESET statement_timeout")


def _set_time(using, statement):
    if connections[using].vendor == "postgresql":
        with connections[using].cursor() as cursor:
            cursor.execute(statement)


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Core")

    def ready(self):
        """Connect the triggers to migrate and register the system checks."""
        from . import checks  # noqa: F401 – registers itself

        pre_migrate.connect(give_time, sender=self, dispatch_uid="core.give_time")
        pre_migrate.connect(lift_guards, sender=self, dispatch_uid="core.lift_guards")
        post_migrate.connect(install_guards, dispatch_uid="core.install_guards")
        post_migrate.connect(take_time_back, sender=self, dispatch_uid="core.take_time_back")
