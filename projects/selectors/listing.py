"""What the page of the catalogue shows: cards, facets with their counts, filters in use, and a way out of an empty list."""

from dataclasses import dataclass
from functools import cache
from html import escape
from urllib.parse import urlencode

from django.core.paginator import Paginator

from core.numbers import write_whole

from ..catalogue.facets import FACETS, NONE
from ..catalogue.labels import FACET_LABELS
from ..catalogue.suggestions import did_you_mean
from ..filters import RELEVANCE, SORT_LABELS
from ..models import PublicRecord
from .cards import drawn, with_cards
from .catalogue import in_order
from .patterns import Pattern

PAGE_SIZE = 20
SHOWN_FIRST, LONGEST_WHOLE = 8, 12  # a facet of more values than the latter shows the former, and the rest folded
DEEPEST_PAGE = 5  # that search engines are to keep
FEW = 2  # results of a search that may have been meant otherwise
CARD_COLUMNS = (
    *("address", "code", "title", "title_language", "region", "theme", "country_codes", "state", "amount"),
    *("start_year", "end_year", "starts_on", "ends_on"),
)


@dataclass(frozen=True)
class Option:
    """A value of a facet. ``label``: HTML; ``count``: how many records it would show, written out."""

    code: str
    label: str
    count: str
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """A facet: the options shown ``first`` and the ``rest``, folded, as HTML; ``chosen``: how many are in use."""

    name: str
    label: str
    chosen: int
    first: str
    rest: str
    folded: int


def listing(selection, number):
    """The context of the page for a ``Selection``; ``number``: the page asked for, whatever was typed."""
    page = Paginator(selection, PAGE_SIZE).get_page(number)
    rows = PublicRecord.objects.only(*CARD_COLUMNS)
    page.object_list = with_cards(in_order(rows, page.object_list), selection.shown.labels)
    filters = selection.filter
    chips = [chip | {"url": _address(filters, without=(chip["name"], chip["code"]))} for chip in filters.chips()]
    return {
        "page": page,
        "cards": drawn(page.object_list),
        "selection": selection,
        "total": selection.total,
        "groups": groups(selection),
        "chips": chips,
        "facets_in_use": sum(len(codes) for codes in filters.chosen.values()),
        "sorts": _sorts(filters),
        "meant": meant(selection),
        "ways_out": _ways_out(selection, chips) if not selection.count else [],
        "is_deep": len(chips) > 1 or bool(filters.text) or page.number > DEEPEST_PAGE,
    }


def groups(selection):
    """The facets that have something to choose, each with its options."""
    labels, chosen = selection.shown.labels, selection.filter.chosen
    found = []
    for facet in FACETS:
        counts, mine = selection.counts[facet], chosen.get(facet, [])
        options = [
            Option(code, label, write_whole(counts.get(code, 0)), code in mine)
            for code, label in labels.escaped[facet].items()
            if counts.get(code) or code in mine
        ]
        if facet in {"results", "evaluation"}:
            options = [option for option in options if option.code == "yes" or option.is_chosen]
        if any(option.code != NONE or option.is_chosen for option in options):
            found.append(_group(facet, options, counts, len(mine)))
    return found


def _group(facet, options, counts, chosen):
    first, rest = options, []
    if len(options) > LONGEST_WHOLE:
        order = options if facet == "year" else sorted(options, key=lambda one: -counts.get(one.code, 0))
        top = {option.code for option in order[:SHOWN_FIRST]} | {option.code for option in options if option.is_chosen}
        first = [option for option in order if option.code in top]
        rest = [option for option in options if option.code not in top]
    return Group(facet, str(FACET_LABELS[facet]), chosen, _written(facet, first), _written(facet, rest), len(rest))


def _written(facet, options):
    """The options as HTML."""
    return _option().filled(
        {
            "facet": facet,
            "code": escape(option.code),
            "label": option.label,
            "count": option.count,
            "checked": " checked" if option.is_chosen else "",
        }
        for option in options
    )


@cache
def _option():
    return Pattern("projects/_option.html")


def _sorts(filters):
    """(code, label, whether it is in use) of each order there is; the best match only for a search."""
    names = [name for name in SORT_LABELS if name != RELEVANCE or filters.text]
    return [(name, SORT_LABELS[name], name == filters.ordering) for name in names]


def _address(filters, *, without=None, words=None):
    """The parameters again, without one (name, value) or with other words."""
    pairs = [pair for pair in filters.parameters() if pair != without and not (words is not None and pair[0] == "q")]
    return f"?{urlencode(pairs if words is None else [('q', words), *pairs])}"


def meant(selection):
    """{"words", "count", "url"} of another search, where this one found next to nothing; else None."""
    if not selection.search.wanted or selection.within.bit_count() > FEW:
        return None
    found = did_you_mean(selection.shown, selection.filter.text, selection.search)
    if found is None:
        return None
    words, bits = found
    if count := selection.shown.index.fitting(selection.filter.chosen, bits).bit_count():
        return {"words": words, "count": count, "url": _address(selection.filter, words=words)}
    return {"words": words, "count": bits.bit_count(), "url": f"?{urlencode({'q': words})}"}


def _ways_out(selection, chips):
    """Of an empty list: the filters without which there would be something, with how much."""
    index, chosen = selection.shown.index, selection.filter.chosen
    found = []
    for chip in chips:
        if chip["name"] == "q":
            count = index.fitting(chosen).bit_count()
        else:
            codes = [code for code in chosen[chip["name"]] if code != chip["code"]]
            others = {name: kept for name, kept in chosen.items() if name != chip["name"]}
            count = index.fitting(others | ({chip["name"]: codes} if codes else {}), selection.within).bit_count()
        if count:
            found.append(chip | {"count": count})
    return found
