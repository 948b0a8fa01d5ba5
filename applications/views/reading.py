"""Proposals as they are read."""

from django.shortcuts import get_object_or_404, render

from core.access import allows, requires
from plans.comparison import summary

from .. import selectors
from ..models import Application


@requires("applications.view", Application, "key")
def read(request, application):
    """The whole proposal on one page, for reading and printing."""
    reading = selectors.read(application, everything=_reads_everything(request, application))
    return render(request, "applications/read.html", {"application": application, "reading": reading})


def _reads_everything(request, application):
    return allows(request.user, "applications.read_all_answers", application)


@requires("applications.view", Application, "key")
def changes(request, application, number):
    """What a submission says otherwise than the one before."""
    submission = get_object_or_404(application.submissions, number=number, number__gt=1)
    found = selectors.changes_of(submission, everything=_reads_everything(request, application))
    context = {
        "application": application,
        "changes": found,
        "summary": summary(found.plan),
        "everything": request.GET.get("show") == "all",
    }
    return render(request, "applications/changes.html", context)
