"""How many projects of a list have each code, counted and named as beside the page: without the filter of the same name."""

from ..catalogue.facets import FACETS, NONE
from .parameters import chosen


def counts(request):
    """(how many projects there are, {parameter: [{code, name, count}]}) with the most frequent first. Raises Invalid."""
    selection = chosen(request)
    return selection.count, {name: _named(name, selection) for name in FACETS}


def _named(name, selection):
    labels, counted = selection.shown.labels, selection.counts[name]
    return [
        {"code": code, "name": labels.of(name, code), "count": count}
        for code, count in sorted(counted.items(), key=lambda one: (-one[1], one[0]))
        if code != NONE
    ]
