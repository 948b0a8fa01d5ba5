from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.models import Application
from core.access import requires
from core.forms import ReasonForm

from .. import forms, services
from ..models import Assignment
from .acting import act


@requires("reviews.assign", Application, "key")
def assign(request, application):
    """Ask a reviewer."""
    reviewers = services.possible_reviewers(application)
    form = forms.AssignForm(request.POST or None, reviewers=reviewers)
    return act(request, application, form, services.assign, title=_("Assign reviewer"))


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


def declare(request, assignment):
    """The declaration before the text opens; shown by the page of the assignment."""
    if assignment.state == Assignment.State.CONFLICT:
        messages.info(request, _("You declared a conflict of interest; this proposal is closed for you."))
        return redirect("reviews:mine")
    form = forms.DeclarationForm(request.POST or None)
    if form.is_valid() and form.carry_out(services.declare, assignment, by=request.user):
        messages.success(request, _("Your declaration is recorded."))
        return redirect("reviews:mine" if form.cleaned_data["has_conflict"] else assignment)
    return render(request, "reviews/declare.html", {"assignment": assignment, "form": form})
