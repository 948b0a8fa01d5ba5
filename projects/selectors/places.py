"""The catalogue by country, region, theme, global goal and year: what there is of each kind, and its projects."""

import json
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from core.reading import normalise

from ..catalogue import memory
from ..catalogue.facets import NONE
from ..drawing import charts
from .figures import Sum, figures

DATA = Path(__file__).parent.parent / "data"
SORTS = {
    "projects": lambda row: (-row.number, -row.amount, normalise(row.label)),
    "amount": lambda row: (-row.amount, -row.number, normalise(row.label)),
    "name": lambda row: normalise(row.label),
}


@dataclass(frozen=True)
class Kind:
    """A way to divide the catalogue. ``name``: of its filter and of its pages' address; ``sums``: of ``Figures``."""

    name: str
    plural: str
    sums: str
    title: str
    heading: str

    @property
    def index_url(self):
        """The page of all of them."""
        return reverse(f"projects:{self.plural}")

    def url(self, code):
        """The page of one."""
        return reverse(f"projects:{self.name}", kwargs={"code": str(code)})


KINDS = {
    kind.name: kind
    for kind in (
        Kind("country", "countries", "countries", _("Countries"), _("Projects by country")),
        Kind("region", "regions", "regions", _("Regions"), _("Projects by region")),
        Kind("theme", "themes", "themes", _("Themes"), _("Projects by theme")),
        Kind("sdg", "sdgs", "goals", _("Sustainable Development Goals"), _("Projects by Sustainable Development Goal")),
        Kind("year", "years", "years", pgettext_lazy("of funding", "Years"), _("Projects by funding year")),
    )
}


@dataclass(frozen=True)
class Row:
    """One country, region, theme, goal or year with its sums (``known``: None without any amount); ``share``: of its bar."""

    code: str
    label: str
    url: str
    number: int
    amount: object
    known: object
    share: str = "0"


@dataclass(frozen=True)
class Place:
    """A page of the catalogue's: one of a kind, with the figures of its projects and its neighbours (Rows or None)."""

    kind: Kind
    code: str
    name: str
    figures: object
    before: Row | None
    after: Row | None

    @property
    def parameters(self):
        """The filter of its projects, as a QueryDict."""
        return QueryDict(f"{self.kind.name}={self.code}")

    @property
    def news(self):
        """Articles about it (``catalogue.articles.Entry``), where there are any."""
        return self.figures.shown.articles.get((self.kind.name, self.code), [])

    @property
    def query(self):
        """The same for an address: "country=ME"."""
        return self.parameters.urlencode()


@lru_cache(maxsize=1)
def _goals():
    return json.loads((DATA / "sdgs.json").read_text(encoding="utf-8"))


def names_of(kind, shown):
    """Code → name of all of a kind in the catalogue ``shown``, in their order; of the years those it has."""
    if kind.name == "sdg":
        language = (get_language() or "en")[:2]
        return {row["number"]: f"{row['number']}. {row[language]}" for row in _goals()}
    return {code: name for code, name in shown.labels.values[kind.name].items() if code != NONE}


def rows_of(kind, found, *, sort=""):
    """The ``Row``s of a kind for ``Figures``, those without projects left out; sorted as ``SORTS`` has it. No query."""
    sums, names = getattr(found, kind.sums), names_of(kind, found.shown)
    rows = [_row(kind, code, name, sums[code]) for code, name in names.items() if code in sums]
    if sort in SORTS:
        rows.sort(key=SORTS[sort])
    most = max((row.number for row in rows), default=0)
    if sort == "amount":
        most = max((row.amount for row in rows), default=0)
    return [replace(row, share=charts.share(row.amount if sort == "amount" else row.number, most)) for row in rows]


def _row(kind, code, name, found):
    return Row(code, name, kind.url(code), found.number, found.amount, found.known)


def place(kind, code):
    """The ``Place`` of a code, or None where there is no such code."""
    shown = memory.current()
    names, counted = names_of(kind, shown), shown.index.facets[kind.name]
    if code not in names:
        return None
    found = figures(kind.name, code, shown=shown)
    order = [one for one in names if one in counted or one == code]
    at = order.index(code)
    around = [order[at - 1] if at else None, order[at + 1] if at + 1 < len(order) else None]
    before, after = (_row(kind, one, names[one], Sum()) if one else None for one in around)
    return Place(kind, code, names[code], found, before, after)


def years_of(found, measure="number"):
    """The chart of columns for the funding years of ``Figures``, the years between included."""
    if not found.years:
        return charts.columns([])
    known = [int(year) for year in found.years]
    years = map(str, range(min(known), max(known) + 1))
    return charts.columns((year, getattr(found.years.get(year, Sum()), measure)) for year in years)


def divided(found):
    """The figures of a ``Place`` by the kinds that tell most of it: (kind, rows), the largest first, at most eight of each."""
    kinds = {"country": ["theme"], "theme": ["region", "country"], "region": ["country", "theme"]}
    names = kinds.get(found.kind.name, ["region", "theme"])
    parts = [(KINDS[name], rows_of(KINDS[name], found.figures, sort="projects")) for name in names]
    return [(kind, rows[:8]) for kind, rows in parts if len(rows) > 1 or found.kind.name == "country"]
