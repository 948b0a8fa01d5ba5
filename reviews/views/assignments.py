from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.models import Application
from core.access import requires
from core.forms import ReasonForm

from .. import forms, selectors, services
from ..models import Assignment
from ..selectors import exclusions, hints
from .acting import act


@requires("reviews.assign", Application, "key")
def assign(request, application):
    """Ask a reviewer; who cannot be asked stands below with the reason."""
    people = exclusions.reviewers()
    found = exclusions.Exclusions([application], people)
    form = forms.AssignForm(request.POST or None, application=application, reviewers=people, exclusions=found)
    title = _("Assign reviewer")
    return act(request, application, form, services.assign, template="reviews/assign.html", title=title)


@require_POST
@requires("reviews.cancel", Assignment)
def cancel(request, assignment):
    """Free a reviewer who does not answer."""
    services.cancel(assignment, by=request.user)
    messages.success(request, _("The reviewer is freed and told."))
    return redirect(assignment.application)


@requires("reviews.declare", Assignment)
def recuse(request, assignment):
    """Declare a conflict later; everything closes at once."""
    form = ReasonForm(request.POST or None, label=_("What is the conflict?"))
    if form.is_valid() and form.attempt(
        services.declare, assignment, by=request.user, has_conflict=True, conflict=form.cleaned_data["comment"]
    ):
        messages.success(request, _("Your declaration is recorded."))
        return redirect("reviews:mine")
    return render(request, "reviews/recuse.html", {"assignment": assignment, "form": form})


@requires("reviews.declare", Assignment)
def decline(request, assignment):
    """Say that one cannot assess a proposal."""
    form = forms.DeclineForm(request.POST or None)
    if form.is_valid() and form.carry_out(services.decline, assignment, by=request.user):
        messages.success(request, _("The officer is told and asks somebody else."))
        return redirect("reviews:mine")
    return render(request, "reviews/decline.html", {"assignment": assignment, "form": form})


def declare(request, assignment):
    """What stands before the text: the declaration, or that the round lets nobody read; shown by the assignment's page."""
    if assignment.state == Assignment.State.CONFLICT:
        messages.info(request, _("You declared a conflict of interest; this proposal is closed for you."))
        return redirect("reviews:mine")
    context = {"assignment": assignment, "words": selectors.round_words(assignment.application)}
    if assignment.state != Assignment.State.INVITED:
        return render(request, "reviews/closed.html", context)
    form = forms.DeclarationForm(request.POST or None)
    if form.is_valid() and form.carry_out(services.declare, assignment, by=request.user):
        messages.success(request, _("Your declaration is recorded."))
        return redirect("reviews:mine" if form.cleaned_data["has_conflict"] else assignment)
    context |= {"form": form, "shown": hints.shown_before(assignment)}
    context["hints"] = hints.hints(assignment.application, request.user)
    return render(request, "reviews/declare.html", context)
