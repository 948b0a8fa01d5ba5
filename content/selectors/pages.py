"""Reads of the site's pages: one for readers, all for those who keep them."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch

from core.languages import LANGUAGES

from ..markup import Rendered, render
from ..models import Edition, Move, Page


@dataclass
class Shown:
    """A page as a reader gets it: its edition, whether that is in another language, what is above, beside and below."""

    page: Page
    edition: Edition
    text: Rendered
    above: list = field(default_factory=list)
    below: list = field(default_factory=list)
    beside: list = field(default_factory=list)

    @property
    def languages(self):
        """Codes of the languages in which it is public."""
        return {one.language for one in self.page.editions.all() if one.state == Edition.State.PUBLIC}


def _with_editions(pages):
    """The pages with ``edition`` (that of the active language, or another), without those that have none. Two queries."""
    found = []
    for page in pages.prefetch_related("editions"):
        page.edition = page.edition_in()
        if page.edition:
            found.append(page)
    return sorted(found, key=lambda page: (page.path.count("/"), page.position, page.path))


def shown(path):
    """The page at ``path`` as ``Shown``; None where nothing is public. Three queries."""
    top = path.split("/")[0]
    family = _with_editions(Page.objects.filter(path=top) | Page.objects.filter(path__startswith=f"{top}/"))
    page = next((one for one in family if one.path == path), None)
    if page is None:
        return None
    above = [one for one in family if path.startswith(f"{one.path}/")]
    below = [one for one in family if one.parent_path == path]
    beside = [one for one in family if one.parent_path == page.parent_path and page.parent_path]
    return Shown(page, page.edition, render(page.edition.text, page.edition.language), above, below, beside)


def is_known(path):
    """Whether a page is at ``path``, or was. At most two queries."""
    return Page.objects.filter(path=path).exists() or Move.objects.filter(path=path).exists()


def moved_to(path):
    """The page that had the address ``path`` once, or None."""
    move = Move.objects.filter(path=path).select_related("page").first()
    return move.page if move else None


@dataclass(frozen=True)
class Row:
    """A page in the list of those who keep it: language → its public and its open edition."""

    page: Page
    languages: list


def kept_pages():
    """``Row`` for every page that is no news article, in the order of the site. Two queries."""
    return rows_of(Page.objects.without_news())


def rows_of(pages):
    """``Row`` for each of ``pages`` (a queryset, or a slice of one). Two queries."""
    rows, editions = [], Edition.objects.defer("text").annotate(broken=Count("broken_links"))
    for page in pages.prefetch_related(Prefetch("editions", editions)):
        states = defaultdict(dict)
        for edition in page.editions.all():
            if edition.state == Edition.State.PUBLIC:
                states[edition.language]["public"] = edition
            elif edition.is_open:
                states[edition.language]["open"] = edition
        languages = [(code, states[code]) for code in LANGUAGES]
        page.edition = page.edition_in() or next(iter(page.editions.all()), None)
        rows.append(Row(page, languages))
    return rows


def editions_of(page):
    """(language, its editions without their texts, the newest first) for every language of the portal. One query."""
    found = defaultdict(list)
    for edition in page.editions.defer("text").select_related("written_by").order_by("-number"):
        found[edition.language].append(edition)
    return [(code, found[code]) for code in LANGUAGES]
