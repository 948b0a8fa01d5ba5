"""How many projects of a list have each code, counted as beside the page: without the filter of the same name."""

from ..catalogue.facets import FACETS, NONE
from ..exports import codelists
from .parameters import chosen

LISTS = {
    "region": "regions",
    "country": "countries",
    "theme": "themes",
    "coverage": "coverage",
    "status": "statuses",
    "line": "lines",
}  # parameter → list of its codes


def counts(request, language):
    """(how many projects there are, {parameter: [{code, name, count}]}) with the most frequent first. Raises Invalid."""
    selection = chosen(request)
    return selection.count, {name: _named(name, selection.counts[name], language) for name in FACETS}


def _named(name, counted, language):
    place = codelists.COLUMNS.index(f"name_{language}")
    listed = LISTS.get(name)
    names = {row[0]: row[place] for row in codelists.LISTS[listed]()} if listed else {}
    return [
        {"code": code, "name": names.get(code, code), "count": count}
        for code, count in sorted(counted.items(), key=lambda one: (-one[1], one[0]))
        if code != NONE
    ]
