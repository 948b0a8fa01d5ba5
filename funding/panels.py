"""What funding adds to the workspace: navigation, and drafts of rules to publish in the to-do list."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.access import allows
from core.navigation import NavItem
from core.panels import Task

from .services import awaiting


def navigation(user):
    """The rulebook for those who keep or publish it; the lines' money for everybody of the Fund."""
    items = []
    if allows(user, "funding.see_rulebook"):
        items.append(NavItem(_("Rulebook"), "funding:rulebook", "journal-text"))
    if user.has_capability("see_all"):
        items.append(NavItem(_("Funds"), "funding:funds", "cash-coin"))
    return items


def tasks(user):
    """Drafts of rules that somebody else wrote and that wait for a second person."""
    if not allows(user, "funding.publish"):
        return []
    return [
        Task(
            _("Check and publish “%(name)s”") % {"name": draft.name},
            reverse("funding:rule_set", kwargs={"pk": draft.pk}),
            _("Draft of rules from funding year %(year)s") % {"year": draft.from_year},
        )
        for draft in awaiting(user)[:10]
    ]
