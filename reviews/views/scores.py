"""A reviewer's own review: the sheet beside the proposal, what it lacks, handing it in, changing it later."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts import unsent
from accounts.middleware import AUTOSAVE
from applications.selectors import read
from core.access import allows, requires
from core.forms import posted
from plans.comparison import summary

from .. import forms, selectors, services
from ..models import Assignment
from ..services.sheets import plain
from .assignments import declare


@requires("reviews.view_assignment", Assignment)
def assignment(request, assignment):
    """A reviewer's page: the declaration first; after it the proposal and the score sheet side by side."""
    if not allows(request.user, "reviews.declare", assignment):
        return redirect(assignment.application)
    if not allows(request.user, "reviews.keep_sheet", assignment):
        return declare(request, assignment)
    may = selectors.rights_of(assignment)
    if may.scores:
        return _sheet(request, assignment, may)
    criteria = list(assignment.rubric.criteria.all())
    context = {
        "assignment": assignment,
        "may": may,
        "reading": _reading(assignment) if may.reads else None,
        "versions": selectors.versions_of(assignment.reviews.all(), criteria),
        "newer": selectors.newer_submission(assignment),
        "words": selectors.round_words(assignment.application),
    }
    return render(request, "reviews/handed_in.html", context)


@requires("reviews.keep_sheet", Assignment)
def change(request, assignment):
    """Write a review otherwise that is handed in; it counts as it is until the other one is handed in."""
    may = selectors.rights_of(assignment)
    if not may.changes:
        return redirect(assignment)
    return _sheet(request, assignment, may)


def _sheet(request, assignment, may):
    """The sheet beside the proposal. A script saves one field at a time at the same address, and is answered with data."""
    typed = unsent.typed(request) if request.method == "GET" else None
    is_script = AUTOSAVE in request.headers
    only = request.POST.get("field", "") if is_script else None
    marks = selectors.marks_of(assignment)
    form = forms.ScoreForm(request.POST or typed, assignment=assignment, marks=marks, only=only)
    if only is not None and only not in form.fields:
        raise Http404
    is_saved = (
        request.method == "POST"
        and form.is_valid()
        and form.attempt(services.write_sheet, assignment, form.entries, by=request.user)
    )
    if is_script:
        return JsonResponse(_answer(request, form, only, is_saved=is_saved))
    if is_saved:
        unsent.forget(request)
        return _onward(request, assignment)
    context = {"assignment": assignment, "may": may, "form": form, "marked": sum(bool(m) for m, _c in marks.values())}
    context |= {"reading": _reading(assignment), "newer": selectors.newer_submission(assignment)}
    context |= {"seal": unsent.seal(request), "was_signed_out": typed}
    context |= {"words": selectors.round_words(assignment.application)}
    return render(request, "reviews/score.html", context)


def _reading(assignment):
    """The proposal as its reviewer may read it in the present round."""
    return read(assignment.application, blind=not selectors.round_now(assignment.application).sees_team)


def _onward(request, assignment):
    """After a button: to the check before handing in, or back to the sheet."""
    if "check" in request.POST:
        return redirect("reviews:hand_in", pk=assignment.pk)
    messages.success(request, _("Saved."))
    return redirect(request.path)


def _answer(request, form, name, *, is_saved):
    """What a page's script needs to know after it sent one field (static/js/autosave.js)."""
    sentences = [sentence for errors in form.errors.values() for sentence in errors]
    if is_saved:
        unsent.forget(request)
        hidden = {f"was-{name}": plain(form.cleaned_data[name])}
        return {"state": "saved", "hidden": hidden, "left": request.session.get_expiry_age()}
    if name in form.errors or form.data.get(f"was-{name}") == form.was[f"was-{name}"]:  # not a matter of choosing
        return {"state": "refused", "sentences": sentences}
    panel = render_to_string("applications/_both_values.html", {"sentences": sentences})
    return {"state": "aside", "hidden": {f"was-{name}": form.was[f"was-{name}"]}, "panel": panel}


@requires("reviews.keep_sheet", Assignment)
def hand_in(request, assignment):
    """What the review lacks and what may be worth another look; then it is handed in."""
    may = selectors.rights_of(assignment)
    if not (may.scores or may.changes):
        return redirect(assignment)
    last = assignment.reviews.first()
    form = forms.HandInForm(posted(request), last=last)
    service = services.change_review if last else services.hand_in
    if form.is_valid() and form.carry_out(service, assignment, by=request.user):
        messages.success(request, _("Your review is handed in. Thank you."))
        return redirect(assignment if last else "reviews:mine")
    context = {"assignment": assignment, "form": form, "last": last, **selectors.before_handing_in(assignment, last)}
    return render(request, "reviews/hand_in.html", context)


@requires("reviews.keep_sheet", Assignment)
def changes(request, assignment):
    """What the proposal says otherwise than when the reviewer scored it."""
    may, found = selectors.rights_of(assignment), selectors.changes_since(assignment)
    if not may.reads or found is None:
        return redirect(assignment)
    context = {"assignment": assignment, "may": may, "changes": found, "summary": summary(found.plan)}
    return render(request, "reviews/changes.html", context)
