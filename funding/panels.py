"""What the rulebook adds to the frame: navigation, and lists to publish in the to-do list."""

from django.utils.translation import gettext as _

from core.access import allows
from core.navigation import NavItem
from core.panels import Task

from .selectors import drafts_to_publish


def navigation(user):
    """The lines' money, for everybody of the Fund; the lists for those who keep or publish them."""
    items = [NavItem(_("Funds"), "funding:funds", "cash-coin")] if user.has_capability("see_all") else []
    if allows(user, "funding.see_rulebook"):
        items.append(NavItem(_("Lists of states"), "funding:lists", "list-check"))
    return items


def lists_to_publish(user):
    """Drafts of lists that somebody else wrote and that wait for a second person."""
    if not allows(user, "funding.publish"):
        return []
    return [
        Task(_("Check and publish the list of %(list)s") % {"list": row.title}, row.get_absolute_url(), row.source)
        for row in drafts_to_publish(user)[:10]
    ]
