"""What the site adds to the workspace."""

from django.utils.translation import gettext as _

from core.navigation import NavItem

from .places import SitePlace
from .search import Tab
from .selectors.site_search import hit_of, pages


def navigation(user):
    """The site, for those who keep it."""
    return [NavItem(_("The Fund’s site"), "site", "globe2")] if user.has_capability("keep_pages") else []


def site_places(user):
    """What this app keeps of the site."""
    if not user.has_capability("keep_pages"):
        return []
    pages = _("What each page says in each language, what is being written and what is missing.")
    return [SitePlace(_("Pages"), pages, "pages:list", "file-earmark-text")]


def found_pages(search):
    """Under "site_search": the pages of the site."""
    found = pages(search)

    def hits(start, stop):
        return [hit_of(search, one, one.source.page.get_absolute_url()) for one in found[start:stop]]

    return [Tab("pages", _("Pages"), 20, len(found), hits)]
