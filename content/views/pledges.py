"""Pledges, for those who follow them."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access import requires
from core.forms import posted
from core.numbers import write_money

from .. import services
from ..forms import NoteForm, PlanForm, PledgeFilterForm
from ..models import Pledge
from ..selectors.pledges import listed
from ..workflow import PLEDGE
from .desk import KEY, RULE, country_of, detail, is_saved, page_of, steps_of, take_step

RELATED = ["owner"]


@require_safe
@requires(RULE)
def pledge_list(request):
    """Pledges, the newest first; filters stand in the address."""
    form = PledgeFilterForm(request.GET)
    page = page_of(request, listed(request.user, **form.chosen))
    return render(request, "content/pledges.html", {"page_obj": page, "form": form, "title": _("Pledges")})


@requires(RULE, Pledge, KEY, related=RELATED)
def pledge(request, pledge):
    """What somebody has in mind to give, what comes next, notes and history."""
    return _detail(request, pledge)


def _detail(request, pledge, **forms):
    context = {
        "title": _("Pledges"),
        "list_url": reverse("desk:pledges"),
        "facts": _facts(pledge),
        "plan": PlanForm(pledge=pledge, prefix="plan"),
        "thread": pledge.notes.select_related("written_by"),
        "steps": steps_of(request, PLEDGE, pledge),
    }
    return detail(request, "content/pledge.html", pledge, **context | forms)


def _facts(pledge):
    """(label, value) of what is known."""
    return [
        (_("Who gives"), pledge.get_kind_display()),
        (_("Name of the state or organisation"), pledge.giver),
        (_("Name"), pledge.name),
        (_("Office or function"), pledge.office),
        (_("E-mail"), pledge.email),
        (_("Country"), country_of(pledge)),
        (_("Amount"), "" if pledge.amount is None else write_money(pledge.amount, pledge.currency)),
        (_("What for"), pledge.get_intention_display()),
        (_("Which line or project"), pledge.intended_for),
        (_("Language"), pledge.get_language_display()),
        (_("Who follows it"), pledge.owner),
    ]


@requires(RULE, Pledge, KEY, related=RELATED)
def plan(request, pledge):
    """Say who follows it and what comes next."""
    form = PlanForm(posted(request), pledge=pledge, prefix="plan")
    if is_saved(request, form, services.plan_pledge, pledge):
        return redirect(pledge)
    return _detail(request, pledge, plan=form)


@requires(RULE, Pledge, KEY, related=RELATED)
def note(request, pledge):
    """Add a note."""
    form = NoteForm(posted(request), prefix="note")
    if is_saved(request, form, services.note_pledge, pledge):
        return redirect(pledge)
    return _detail(request, pledge, note=form)


@requires(RULE, Pledge, KEY)
def step(request, pledge, name):
    """Take a step."""
    return take_step(request, PLEDGE, pledge, name, services.step_pledge)
