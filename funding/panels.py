"""What the rulebook adds to the frame: navigation."""

from django.utils.translation import gettext as _

from core.navigation import NavItem


def navigation(user):
    """The lines' money, for everybody of the Fund."""
    return [NavItem(_("Funds"), "funding:funds", "cash-coin")] if user.has_capability("see_all") else []
