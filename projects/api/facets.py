"""How many projects of a list have each code, counted as beside the page: without the filter of the same name."""

from collections import Counter

from ..exports import codelists
from ..filters import ProjectFilter
from .parameters import chosen

FIELDS = {
    "region": ("region_id", "regions"),
    "country": ("country_codes", "countries"),
    "theme": ("theme_id", "themes"),
    "coverage": ("coverage", "coverage"),
    "status": ("state", "statuses"),
    "year": ("funding_year", ""),
    "line": ("line_id", "lines"),
}  # parameter → field of the record, list of its codes


def counts(request, language):
    """(how many projects there are, {parameter: [{code, name, count}]}) with the most frequent first. Raises Invalid."""
    whole = chosen(request)
    names = [name for name in FIELDS if name in ProjectFilter.base_filters]
    free = [name for name in names if name not in request.GET]
    found = _counted(whole, free)
    for name in set(names) - set(free):
        found |= _counted(chosen(request, without=[name]), [name])
    return whole.count, {name: _named(name, found[name], language) for name in names}


def _counted(selection, names):
    counters = {name: Counter() for name in names}
    for rows in selection.rows([FIELDS[name][0] for name in names]) if names else ():
        for counter, values in zip(counters.values(), zip(*rows, strict=True), strict=False):
            for value in values:
                counter.update(value if isinstance(value, list) else [value])
    return counters


def _named(name, counter, language):
    place = codelists.COLUMNS.index(f"name_{language}")
    listed = FIELDS[name][1]
    names = {row[0]: row[place] for row in codelists.LISTS[listed]()} if listed else {}
    codes = [(str(code), count) for code, count in counter.items() if code not in (None, "")]
    return [
        {"code": code, "name": names.get(code, code), "count": count}
        for code, count in sorted(codes, key=lambda one: (-one[1], one[0]))
    ]
