"""What the site adds to the workspace."""

from django.utils.translation import gettext as _

from core.navigation import NavItem
from core.panels import Panel

from .models import DocumentVersion
from .places import SitePlace
from .selectors.documents import shelves


def navigation(user):
    """The site, for those who keep it."""
    return [NavItem(_("The Fund’s site"), "site", "globe2")] if user.has_capability("keep_pages") else []


def site_places(user):
    """What this app keeps of the site."""
    if not user.has_capability("keep_pages"):
        return []
    pages = _("What each page says in each language, what is being written and what is missing.")
    documents = _("The forms of the Fund as Word and Excel files: versions, and how often they are downloaded.")
    return [
        SitePlace(_("Pages"), pages, "pages:list", "file-earmark-text"),
        SitePlace(_("Document templates"), documents, "kept_documents", "download"),
    ]


def documents_on_page(_argument):
    """On a page of the site: the newest files of all document templates."""
    return [Panel("content/_documents.html", {"shelves": shelves()})]


def files_named(hashes):
    """Those of ``hashes`` that a version of a document template names: all versions stay."""
    return list(DocumentVersion.objects.filter(sha256__in=hashes).values_list("sha256", flat=True))
