"""Facts and figures: what the Fund states of itself, and what this catalogue adds up to."""

from django.shortcuts import render
from django.utils import timezone

from core.access import public

from ..selectors.figures import figures
from ..selectors.linked_data import dataset
from ..selectors.maps import MEASURES, world_map
from ..selectors.places import KINDS, SORTS, rows_of, years_of
from ..selectors.stated import stated_results, stated_totals
from ..selectors.stories import stories
from .conditional import unchanged_since_revision

COUNTRIES = 15


@public
@unchanged_since_revision
def facts(request):
    """Stated totals apart from computed ones; map, charts and tables; stories."""
    found = figures()
    measure = request.GET.get("map") if request.GET.get("map") in MEASURES else "projects"
    sort = request.GET.get("sort") if request.GET.get("sort") in SORTS else measure
    parts = {name: rows_of(KINDS[name], found, sort=sort) for name in ("region", "theme")}
    shown = world_map(found, measure=measure, sort=sort)
    context = {
        "figures": found,
        "as_of": found.shown.changed_at or timezone.now(),
        "totals": stated_totals(),
        "results": stated_results(),
        "map": shown,
        "measure": measure,
        "sort": sort,
        "years": years_of(found),
        "money": years_of(found, "amount"),
        "parts": parts,
        "countries": shown.rows[:COUNTRIES],
        "more_countries": shown.rows[COUNTRIES:],
        "stories": stories(3),
        "dataset": dataset(),
    }
    return render(request, "projects/facts.html", context)
