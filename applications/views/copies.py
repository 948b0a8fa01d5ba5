"""A new proposal from an earlier one, and what a proposal took over."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.access import requires

from .. import forms, selectors, services
from ..models import Application
from .proposals import forget_start_token, start_token


@requires("applications.copy", Application, "key")
def copy(request, application):
    """Choose title and call of the new proposal, then start it."""
    calls = selectors.fitting_calls(
        coverage=application.coverage,
        line=application.line,
        region=application.region,
        language=application.language,
    )
    initial = {
        "title": _marked(application),
        "token": start_token(request),
        "call": calls[0] if len(calls) == 1 else None,
    }
    form = forms.CopyForm(request.POST or None, calls=calls, initial=initial)
    if form.is_valid() and form.carry_out(services.start_copy, application, by=request.user):
        forget_start_token(request)
        return redirect("applications:carried", key=form.result.key)
    return render(request, "applications/copy.html", {"application": application, "form": form})


def _marked(application):
    """The title with a mark in the proposal's language, so that two lines of a list can be told apart."""
    with override(application.language):
        return (_("Copy of %(title)s") % {"title": application.title})[:250]


@requires("applications.see_team", Application, "key")
def carried(request, application):
    """What was taken over from a concept note or an earlier proposal, and what is to be done anew."""
    found = selectors.carried_over(application, request.user)
    if found is None:
        return redirect(application)
    return render(request, "applications/carried.html", {"application": application, "carried": found})
