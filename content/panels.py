"""What the site adds to the workspace."""

from django.utils.translation import gettext as _

from core.navigation import NavItem

from .places import SitePlace


def navigation(user):
    """The site, for those who keep it."""
    return [NavItem(_("The Fund’s site"), "site", "globe2")] if user.has_capability("keep_pages") else []


def site_places(user):
    """What this app keeps of the site."""
    if not user.has_capability("keep_pages"):
        return []
    pages = _("What each page says in each language, what is being written and what is missing.")
    places = [SitePlace(_("Pages"), pages, "pages:list", "file-earmark-text")]
    if user.is_staff:  # terms are kept in the administration
        words = _("What each word of the Fund means, in three languages.")
        places.append(SitePlace(_("Glossary"), words, "admin:content_term_changelist", "book"))
    return places
