"""Proposals as they are read."""

from django.shortcuts import get_object_or_404, render

from core.access import requires
from plans.comparison import summary

from .. import selectors
from ..models import Application


@requires("applications.view", Application, "key")
def read(request, application):
    """The whole proposal on one page, for reading and printing."""
    return render(
        request, "applications/read.html", {"application": application, "reading": selectors.read(application)}
    )


@requires("applications.view", Application, "key")
def changes(request, application, number):
    """What a submission says otherwise than the one before."""
    found = selectors.changes_of(get_object_or_404(application.submissions, number=number, number__gt=1))
    context = {
        "application": application,
        "changes": found,
        "summary": summary(found.plan),
        "everything": request.GET.get("show") == "all",
    }
    return render(request, "applications/changes.html", context)
