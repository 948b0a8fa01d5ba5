from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.models import Application
from applications.selectors import read
from applications.workflow import PROPOSAL
from core.access import allows, requires
from core.forms import ReasonForm

from .. import forms, services
from ..models import Advice
from .acting import act


@requires("applications.endorse", Application, "key")
def endorse(request, application):
    """Endorse for the Regional Office."""
    form = ReasonForm(request.POST or None, required=False, label=_("Comment for the Fund and the applicant"))
    context = {"step": PROPOSAL["endorse"], "title": _("Endorse")}
    return act(request, application, form, services.endorse, **context)


@requires("reviews.delegate", Application, "key")
def delegate(request, application):
    """Ask a colleague of the same office to stand in."""
    form = forms.DelegateForm(request.POST or None, colleagues=services.possible_delegates(application, request.user))
    return act(request, application, form, services.delegate, title=_("Ask a colleague to stand in"))


@require_POST
@requires("reviews.delegate", Application, "key")
def end_delegation(request, application, pk):
    """End a colleague's standing in."""
    services.end_delegation(get_object_or_404(application.delegations, pk=pk), by=request.user)
    messages.success(request, _("Done."))
    return redirect(application)


@requires("reviews.ask_advice", Application, "key")
def ask_advice(request, application):
    """Ask a department at Headquarters."""
    form = forms.AskAdviceForm(request.POST or None, people=services.possible_advisers(application, request.user))
    return act(request, application, form, services.ask_advice, title=_("Ask Headquarters for advice"))


@requires("reviews.view_advice", Advice)
def advice(request, advice):
    """The proposal that one is asked about, and one's answer."""
    may_answer = advice.answered_at is None and allows(request.user, "reviews.give_advice", advice)
    form = forms.AdviceForm(request.POST or None) if may_answer else None
    if form and form.is_valid() and form.carry_out(services.give_advice, advice, by=request.user):
        messages.success(request, _("Your advice is sent. Thank you."))
        return redirect("workspace:home")
    context = {"advice": advice, "application": advice.application, "form": form}
    return render(request, "reviews/advice.html", context | {"reading": read(advice.application)})
