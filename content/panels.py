"""What the site adds to the workspace."""

from django.utils.translation import gettext as _

from core.navigation import NavItem

from .models import Article, Photo, PhotoSize
from .places import SitePlace


def navigation(user):
    """The site, for those who keep it."""
    return [NavItem(_("The Fund’s site"), "site", "globe2")] if user.has_capability("keep_pages") else []


def site_places(user):
    """What this app keeps of the site."""
    if not user.has_capability("keep_pages"):
        return []
    pages = _("What each page says in each language, what is being written and what is missing.")
    news = _("Articles with their photos and subjects, in each language; whoever asked for news is told by e-mail.")
    return [
        SitePlace(_("Pages"), pages, "pages:list", "file-earmark-text"),
        SitePlace(_("News"), news, "articles:list", "newspaper"),
    ]


def files_named(hashes):
    """Those of ``hashes`` that a photo of the news names, or one of its sizes."""
    return [
        sha256
        for model in (Photo, PhotoSize)
        for sha256 in model.objects.filter(sha256__in=hashes).values_list("sha256", flat=True)
    ]


def sitemap():
    """The public articles: pairs of a path without its language and the day it was published."""
    rows = Article.objects.public().values_list("page__path", "page__reviewed_on")
    return [(f"{path}/", changed_on.isoformat() if changed_on else "") for path, changed_on in rows]
