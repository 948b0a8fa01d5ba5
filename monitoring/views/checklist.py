"""The financial checklist of a report (R10)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.access import allows, requires

from ..forms.checklist import ChecklistForms
from ..models import Report
from ..selectors.checklist import checklist_of

RELATED = ["duty__project", "version"]


@requires("monitoring.view", Report, "key", related=RELATED)
def checklist(request, report):
    """The items with what the portal found out; its writers answer the others."""
    may_write = allows(request.user, "monitoring.write", report)
    if request.method == "POST" and not may_write:
        raise Http404
    entries = checklist_of(report)
    forms = None
    if request.method == "POST" or (may_write and report.is_editable):
        forms = ChecklistForms(report, entries, request.POST or None)
    if request.method == "POST" and forms.save(request.user):
        messages.success(request, _("Saved."))
        return redirect("monitoring:checklist", key=report.key)
    context = {"report": report, "entries": entries, "forms": forms}
    return render(request, "monitoring/checklist.html", context)
