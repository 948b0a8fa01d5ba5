"""The page of the search across the site: its tabs, in order, and what the one that is open shows."""

from dataclasses import dataclass, field

from django.core.paginator import Paginator

from core.panels import collect

from ..models import Page
from ..search import Document, Hit, Search, Tab, ranked, snippet

PAGE_SIZE = 20
FIRST = 3  # of each tab, where all are shown


@dataclass(frozen=True)
class Found:
    """What was found. ``open``: the tab chosen, or None for all; ``page``: of it; ``first``: (tab, its first hits) of all."""

    search: Search
    tabs: list
    open: Tab | None = None
    page: object = None
    first: list = field(default_factory=list)

    @property
    def total(self):
        """How much there is in all tabs."""
        return sum(tab.count for tab in self.tabs)

    @property
    def exact(self):
        """The address of what the words name by its code, "" if nothing."""
        return next((tab.exact for tab in self.tabs if tab.exact), "")

    @property
    def meant(self):
        """Another spelling, where the present one finds nothing; "" if none."""
        return "" if self.total else next((tab.meant for tab in self.tabs if tab.meant), "")


def find(typed, code="", number=None):
    """``Found`` for what somebody typed, in the tab ``code`` (any other shows all), at a page ``number``, whatever it is."""
    search = Search.of(typed)
    if not search.words:
        return Found(search, [])
    tabs = sorted(collect("site_search", search), key=lambda tab: tab.position)
    chosen = next((tab for tab in tabs if tab.code == code), None)
    if chosen:
        return Found(search, tabs, chosen, Paginator(chosen, PAGE_SIZE).get_page(number))
    return Found(search, tabs, first=[(tab, tab.hits(0, FIRST)) for tab in tabs if tab.count])


def pages(search):
    """The pages of the site that hold the words, each in the reader's language or, where it is missing, another. Two queries."""
    return _found_in(search, Page.objects.public().without_news())


def news(search):
    """The same of the articles, the newest first among those that fit as well. Two queries."""
    return _found_in(search, Page.objects.public().filter(article__isnull=False).order_by("-article__dated_on", "pk"))


def _found_in(search, pages):
    editions = [page.edition_in() for page in pages.prefetch_related("editions")]
    documents = [Document(one.title, one.lead, one.text, one) for one in editions]
    return ranked(search, documents)


def hit_of(search, document, url, detail=""):
    """The ``Hit`` of a ``Document`` whose source has a ``language``; its snippet is of the text, else of the lead."""
    text = snippet(search, document.text or document.lead)
    return Hit(document.title, url, document.source.language, text, detail)
