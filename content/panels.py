"""What the site adds to the workspace."""

from django.utils.translation import gettext as _

from core.navigation import Group, NavItem

from .places import SitePlace


def navigation(user):
    """The site, for those who keep it."""
    return [NavItem(_("The Fund’s site"), "site", "globe2", Group.RULES)] if user.has_capability("keep_pages") else []


def site_places(user):
    """What this app keeps of the site."""
    if not user.has_capability("keep_pages"):
        return []
    pages = _("What each page says in each language, what is being written and what is missing.")
    return [SitePlace(_("Pages"), pages, "pages:list", "file-earmark-text")]
