"""Readiness, checking and handing in, receipts."""

from django.shortcuts import get_object_or_404, redirect, render

from core.access import allows, requires
from funding.evaluator import DECLARATIONS
from funding.selectors import rules_for

from .. import forms, progress, selectors, services, snapshot
from ..models import Application
from .proposals import while_open


@requires("applications.see_team", Application, "key")
@while_open()
def readiness(request, application):
    """Everything that the rules say of the draft, and what is missing, with the way to each; to read and to print."""
    context = {
        "application": application,
        "ready": selectors.readiness(application, declarations=DECLARATIONS),
        "may_edit": allows(request.user, "applications.edit", application),
    }
    return render(request, "applications/readiness.html", context)


@requires("applications.edit", Application, "key")
@while_open()
def check(request, application):
    """Check the answers, make the declarations, submit."""
    data = snapshot.as_data(application)
    marks = selectors.marks_of(data)
    form = _form(request, application, marks)
    if form.is_valid() and form.attempt(
        services.submit, application, by=request.user, declarations=form.declared, arrived_at=request.arrived_at,
        form_key=form.cleaned_data["form_key"], read=form.cleaned_data["read"],
    ):  # fmt: skip
        return redirect("applications:receipt_of", key=application.key, number=form.result.number)
    changed = selectors.changed_since(request.POST.get("read", ""), data)
    if form.is_bound:
        form.read_anew(marks)
    context = {
        "application": application,
        "form": form,
        "ready": selectors.readiness(application, declarations=DECLARATIONS, at=request.arrived_at),
        "reading": selectors.reading_of(application, data, everything=True),
        "changed": selectors.changed_parts(application, changed),
        "may_submit": allows(request.user, "applications.submit", application),
    }
    return render(request, "applications/check.html", context)


def _form(request, application, marks):
    rules = rules_for(application.funding_year, DECLARATIONS)
    declarations = [rules[code] for code in DECLARATIONS if code in rules]
    return forms.SubmitForm(request.POST or None, declarations=declarations, marks=marks)


@requires("applications.see_team", Application, "key")
def receipt(request, application, number=None):
    """What was handed in, when, and what happens next; of the last submission without ``number``."""
    submissions = application.submissions.select_related("submitted_by").order_by("-number")
    if number is not None:
        submission = get_object_or_404(submissions, number=number)
    elif (submission := submissions.first()) is None:
        return redirect(application)
    context = {
        "application": application,
        "submission": submission,
        "facts": selectors.receipt_facts(submission),
        "progress": progress.progress_of(application),
    }
    return render(request, "applications/receipt.html", context)
