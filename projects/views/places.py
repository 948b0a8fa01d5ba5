"""The catalogue by country, region, theme, global goal and year."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.access import public

from ..selectors.catalogue import select
from ..selectors.figures import figures
from ..selectors.maps import world_map
from ..selectors.places import KINDS, SORTS, divided, place, rows_of, years_of
from .conditional import unchanged_since_revision

ON_A_PAGE = 12


@public
@unchanged_since_revision
def index(request, kind):
    """All of a kind that have projects, with their sums."""
    kind, found = KINDS[kind], figures()
    sort = request.GET.get("sort") if request.GET.get("sort") in SORTS else ""
    context = {
        "kind": kind,
        "figures": found,
        "rows": rows_of(kind, found, sort=sort),
        "sort": sort or "code",
        "map": world_map(found) if kind.name == "country" else None,
        "crumbs": [(_("Projects"), reverse("projects:list")), (kind.title, "")],
    }
    return render(request, "projects/places.html", context)


@public
@unchanged_since_revision
def place_page(request, kind, code):
    """One of them: its figures, charts and projects."""
    found = place(KINDS[kind], code)
    if found is None:
        raise Http404
    page = _projects(found, request.GET.get("page"))
    context = {
        "place": found,
        "page": page,
        "years": years_of(found.figures),
        "divided": divided(found),
        "map": world_map(found.figures, around=kind != "year") if found.figures.countries else None,
        "crumbs": [
            (_("Projects"), reverse("projects:list")),
            (found.kind.title, found.kind.index_url),
            (found.name, ""),
        ],
    }
    return render(request, "projects/place.html", context)


def _projects(found, number):
    """A page of the projects of a place, in the order of the list. A filter that finds nothing would be left out there."""
    selection = select(found.parameters) if found.figures.total.number else None
    page = Paginator(selection or [], ON_A_PAGE).get_page(number)
    page.object_list = selection.records(page.start_index() - 1, page.end_index()) if selection else []
    return page
