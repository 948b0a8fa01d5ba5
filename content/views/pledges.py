"""Pledges, for those who follow them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import audit
from core.access import requires
from core.forms import ReasonForm, ServiceForm, posted
from core.numbers import write_money

from .. import services
from ..forms import NoteForm, PlanForm, PledgeFilterForm
from ..models import Pledge
from ..selectors.places import countries
from ..selectors.pledges import listed
from ..workflow import PLEDGE

RULE, KEY = "content.answer_enquiries", "reference"
A_PAGE = 25


@require_safe
@requires(RULE)
def pledge_list(request):
    """Pledges, the newest first; filters stand in the address."""
    form = PledgeFilterForm(request.GET)
    page = Paginator(listed(request.user, **form.chosen), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "content/pledges.html", {"page_obj": page, "form": form, "chosen": form.chosen})


@requires(RULE, Pledge, KEY, related=["owner"])
def pledge(request, pledge):
    """What somebody has in mind to give, what comes next, notes and history."""
    return _detail(request, pledge)


def _detail(request, pledge, **forms):
    context = {
        "pledge": pledge,
        "facts": _facts(pledge),
        "plan": PlanForm(pledge=pledge, prefix="plan"),
        "note": NoteForm(prefix="note"),
        "notes": pledge.notes.select_related("written_by"),
        "steps": PLEDGE.available(pledge, request.user),
        "events": audit.history(pledge),
        **forms,
    }
    return render(request, "content/pledge.html", context)


def _facts(pledge):
    """(label, value) of what is known."""
    country = next((name for code, name, _region in countries() if code == pledge.country_code), "")
    return [
        (_("Who gives"), pledge.get_kind_display()),
        (_("Name of the state or organisation"), pledge.giver),
        (_("Name"), pledge.name),
        (_("Office or function"), pledge.office),
        (_("E-mail"), pledge.email),
        (_("Country"), country),
        (_("Amount"), "" if pledge.amount is None else write_money(pledge.amount, pledge.currency)),
        (_("What for"), pledge.get_intention_display()),
        (_("Which line or project"), pledge.intended_for),
        (_("Language"), pledge.get_language_display()),
        (_("Who follows it"), pledge.owner),
    ]


@requires(RULE, Pledge, KEY, related=["owner"])
def plan(request, pledge):
    """Say who follows it and what comes next."""
    form = PlanForm(posted(request), pledge=pledge, prefix="plan")
    if form.is_valid() and form.carry_out(services.plan_pledge, pledge, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(pledge)
    if form.is_bound:  # sent again, it counts from what its writer sees now
        form.data = form.data.copy()
        form.data["plan-revision"] = Pledge.objects.values_list("revision", flat=True).get(pk=pledge.pk)
    return _detail(request, pledge, plan=form)


@requires(RULE, Pledge, KEY, related=["owner"])
def note(request, pledge):
    """Add a note."""
    form = NoteForm(posted(request), prefix="note")
    if form.is_valid() and form.carry_out(services.note_pledge, pledge, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(pledge)
    return _detail(request, pledge, note=form)


@requires(RULE, Pledge, KEY)
def step(request, pledge, name):
    """Take a step."""
    try:
        step = PLEDGE[name]
    except KeyError as error:
        raise Http404 from error
    form = ReasonForm(request.POST or None) if step.comment_required else ServiceForm(posted(request))
    if form.is_valid() and form.carry_out(services.step_pledge, pledge, name, by=request.user):
        messages.success(request, _("Done: %(step)s.") % {"step": step.label})
        return redirect(pledge)
    return render(request, "content/letter_step.html", {"letter": pledge, "form": form, "step": step})
