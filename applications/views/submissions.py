"""Checking, declaring, handing in."""

from django.shortcuts import redirect, render

from core.access import requires
from funding.evaluator import DECLARATIONS
from funding.selectors import rules_for

from .. import forms, selectors, services
from ..models import Application
from .proposals import while_open


@requires("applications.edit", Application, "key")
@while_open
def check(request, application):
    """Check the answers, make the declarations, submit."""
    rules = rules_for(application.funding_year, DECLARATIONS)
    declarations = [rules[code] for code in DECLARATIONS if code in rules]
    form = forms.SubmitForm(request.POST or None, declarations=declarations)
    if form.is_valid() and form.attempt(services.submit, application, by=request.user, declarations=form.declared):
        return redirect("applications:receipt", key=application.key)
    context = {
        "application": application,
        "form": form,
        "ready": selectors.readiness(application, declarations=DECLARATIONS),
        "reading": selectors.read(application, everything=True) if not application.reference else None,
    }
    return render(request, "applications/check.html", context)


@requires("applications.edit", Application, "key")
def receipt(request, application):
    """What was handed in, when, and what happens next."""
    submission = application.submissions.first()
    if submission is None:
        return redirect(application)
    return render(request, "applications/receipt.html", {"application": application, "submission": submission})
