"""System checks that keep the portal from starting in a state that would leak."""

from django.conf import settings
from django.core.checks import Error, register

from .access import declared_rule, routes


@register()
def every_view_declares_its_rule(app_configs, **kwargs):
    """portal.E001: a view without an access rule. Views of libraries are declared by name in ``ROUTE_RULES``."""
    return [
        Error(
            f"{name} ({route}) declares no access rule",
            hint="Use core.access.public, signed_in or requires.",
            id="portal.E001",
        )
        for route, name, view in routes()
        if declared_rule(view) is None and name not in settings.ROUTE_RULES
    ]
