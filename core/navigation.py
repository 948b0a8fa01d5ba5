"""Entries of the menus. Upper apps add to the workspace's through ``core.panels`` under the place "navigation".

An entry is data: a label and the name of an address. Entries whose address does not exist are left out, and the entry
with the longest address that the present one begins with is marked as current.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from .panels import collect


class Group(TextChoices):
    """The headings under which a long menu of the workspace stands, in their order."""

    APPLICATIONS = "applications", _("Applications")
    PROJECTS = "projects", _("Projects")
    MONEY = "money", _("Money")
    RULES = "rules", _("Site and rules")


@dataclass(frozen=True)
class NavItem:
    """One entry: label, URL name, icon of the sprite, its group, and a number beside it if there is something to count.

    ``covers``: URL names of other parts of the site that a reader finds through this entry.
    """

    label: str
    url_name: str
    icon: str = ""
    group: str = ""
    count: int | None = None
    covers: tuple = ()


@dataclass(frozen=True)
class Entry:
    """An entry as a template shows it."""

    label: str
    url: str
    icon: str
    group: str
    count: int | None
    is_current: bool


@dataclass(frozen=True)
class Section:
    """Entries that stand together, under a label if they have one."""

    label: str
    entries: list


PUBLIC = [
    NavItem(_("About"), "about"),
    NavItem(_("Projects"), "projects:list", covers=("facts", "lessons:list", "open_data")),
    NavItem(_("Apply"), "apply", covers=("funding:calls", "funding:checker")),
    NavItem(_("Guidelines"), "guidelines"),
    NavItem(_("News"), "news"),
    NavItem(_("Contact"), "contact"),
    NavItem(_("Donate"), "donate"),
]
FOOTER = [
    NavItem(_("About"), "about"),
    NavItem(_("Support"), "support"),
    NavItem(_("Facts and figures"), "facts"),
    NavItem(_("Questions and answers"), "faq"),
    NavItem(_("News"), "news"),
    NavItem(_("Newsletter"), "newsletter"),
    NavItem(_("Contact"), "contact"),
    NavItem(_("Donate"), "donate"),
]
FOOTER_APPLY = [
    NavItem(_("Calls"), "funding:calls"),
    NavItem(_("Check eligibility"), "funding:checker"),
    NavItem(_("Eligibility criteria"), "funding:criteria"),
    NavItem(_("Eligible Member States"), "funding:states"),
    NavItem(_("Apply"), "apply"),
    NavItem(_("Questions of the form"), "questions:list"),
    NavItem(_("Guidelines"), "guidelines"),
    NavItem(_("Document templates"), "documents"),
    NavItem(_("Glossary"), "glossary"),
    NavItem(_("Help"), "help"),
]
FOOTER_DATA = [
    NavItem(_("Projects"), "projects:list"),
    NavItem(_("Projects by country"), "projects:countries"),
    NavItem(_("Projects by theme"), "projects:themes"),
    NavItem(_("Stories"), "projects:stories"),
    NavItem(_("Lessons"), "lessons:list"),
    NavItem(_("Open data"), "open_data"),
    NavItem(_("Licence of the data"), "data_licence"),
    NavItem(_("Check a receipt"), "receipts:check"),
    NavItem(_("Accessibility"), "accessibility"),
    NavItem(_("Privacy"), "privacy"),
]
MOST_UNGROUPED = 8  # entries of a menu that need no headings
WORKSPACE_FIRST = [NavItem(_("To do"), "workspace:home", "check2-square")]


def address_of(url_name):
    """The address of a URL name, or "" while no app has it."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def entries(items, path):
    """``items`` that have an address, ready to show; at most one of them is current for ``path``."""
    found = [(item, url) for item in items if (url := address_of(item.url_name))]
    leads = {url: url for _item, url in found}
    for item, url in found:
        leads |= dict.fromkeys(filter(None, map(address_of, item.covers)), url)
    begins = [one for one in leads if path == one or (path.startswith(one) and one != address_of("workspace:home"))]
    current = leads[max(begins, key=len)] if begins else None
    return [Entry(item.label, url, item.icon, item.group, item.count, url == current) for item, url in found]


def workspace(user, path, unread=None):
    """The left navigation of a signed-in person as ``Section``\\ s: the to-do list and messages, then what the apps offer."""
    messages = NavItem(_("Messages"), "workspace:notifications", "bell", count=unread)
    items = [*WORKSPACE_FIRST, messages, *collect("navigation", user)]
    return sections(entries(list({item.url_name: item for item in items}.values()), path))


def sections(found):
    """``Entry``\\ s by their groups, those without one first; a short menu is one list without headings."""
    if len(found) <= MOST_UNGROUPED:
        return [Section("", found)]
    labels = {"": "", **dict(Group.choices)}
    grouped = [Section(label, [one for one in found if one.group == group]) for group, label in labels.items()]
    return [section for section in grouped if section.entries]
