from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from applications.selectors import read
from core.access import allows, requires

from .. import forms, selectors, services
from ..models import Assignment
from .assignments import declare


@requires("reviews.view_assignment", Assignment)
def assignment(request, assignment):
    """A reviewer's page: the declaration first; after it the proposal and the score sheet side by side."""
    if not allows(request.user, "reviews.declare", assignment):
        return redirect(assignment.application)
    if not allows(request.user, "reviews.read", assignment):
        return declare(request, assignment)
    form = forms.ScoreForm(request.POST or None, rubric=assignment.rubric)
    if form.is_valid() and form.attempt(
        services.hand_in, assignment, by=request.user, marks=form.marks, summary=form.cleaned_data["summary"]
    ):
        messages.success(request, _("Your review is handed in. Thank you."))
        return redirect("reviews:mine")
    context = {
        "assignment": assignment,
        "reading": read(assignment.application),
        "form": form if allows(request.user, "reviews.score", assignment) else None,
        "words": selectors.round_words(assignment.application),
        "scores": assignment.scores.select_related("criterion").order_by("criterion__position"),
    }
    return render(request, "reviews/score.html", context)
