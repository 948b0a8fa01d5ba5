"""Public pages of eligible states and of countries."""

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access import public

from .. import selectors
from ..exports.states import KINDS, states_file
from ..forms.states import CountriesForm, DayForm, StatesForm
from ..models import Country


@public
@require_safe
def states(request):
    """Which states are eligible for a line on a day, by region, with the list in force."""
    form, context = StatesForm(request.GET), {}
    if form.is_valid():
        line, on, region = (form.cleaned_data[name] for name in ("line", "on", "region"))
        context = {
            "line": line,
            "on": on,
            "states": selectors.states_of(line.pk, on, region=region),
            "kinds": [(kind, kind.upper()) for kind in KINDS],
            "is_future": on > timezone.localdate(),
        }
    return render(request, "funding/states.html", {"form": form, **context})


@public
@require_safe
def states_as(request, kind):
    """The same as a file: csv, xlsx or json. 404 for another kind, 400 for a question that cannot be read."""
    if kind not in KINDS:
        raise Http404
    form = StatesForm(request.GET)
    if not form.is_valid():
        raise BadRequest(_("The address asks for a line, a day or a region that does not exist."))
    line, on, region = (form.cleaned_data[name] for name in ("line", "on", "region"))
    return states_file(selectors.states_of(line.pk, on, region=region), kind)


@public
@require_safe
def countries(request):
    """Search among all countries, each with its answer for today."""
    form, on = CountriesForm(request.GET), timezone.localdate()
    found = []
    if form.is_valid():
        found = selectors.countries_matching(form.cleaned_data["q"], region=form.cleaned_data["region"])
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    lines, rows = selectors.rows_on(page, on)
    context = {"form": form, "page": page, "rows": rows, "lines": lines, "on": on}
    return render(request, "funding/countries.html", context)


@public
@require_safe
def country(request, code):
    """One country: the answer for a line on a day, why, and its history."""
    found = get_object_or_404(Country.objects.select_related("region"), pk=code.upper())
    form, today = DayForm(request.GET), timezone.localdate()
    context = {"country": found, "form": form, "history": selectors.history_of(found, on=today)}
    if form.is_valid():
        line, on = form.cleaned_data["line"], form.cleaned_data["on"]
        state, rulebook = selectors.state_of(found, line=line.pk, on=on)
        context |= {
            "line": line,
            "on": on,
            "state": state,
            "rulebook": rulebook,
            "lists": selectors.lists_around(line.pk, on),
            "is_future": on > today,
        }
    return render(request, "funding/country.html", context)
