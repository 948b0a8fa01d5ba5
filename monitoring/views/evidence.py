"""The evidence of a report."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import uploads
from core.access import get_visible_or_404, requires

from .. import services
from ..forms.evidence import EvidenceForm
from ..models import Evidence, Report
from ..selectors.evidence import evidence_of, subjects_of
from .writing import RELATED, while_written


@requires("monitoring.write", Report, "key", related=RELATED)
@while_written
def evidence(request, report):
    """What the report's words and figures rest on, and further pieces; ``?of=`` chooses what the next one shows."""
    initial = {"lineage": request.GET.get("of"), "kind": Evidence.Kind.DOCUMENT}
    form = EvidenceForm(request.POST or None, request.FILES or None, subjects=subjects_of(report), initial=initial)
    if form.is_valid() and form.carry_out(services.add_evidence, report, by=request.user):
        messages.success(request, _("The evidence is added."))
        return redirect("monitoring:evidence", key=report.key)
    context = {"report": report, "form": form, "evidence": evidence_of(report)}
    return render(request, "monitoring/evidence.html", context)


@require_POST
@requires("monitoring.write", Report, "key", related=RELATED)
def remove(request, report, pk):
    """Take a piece of evidence out."""
    services.remove_evidence(get_visible_or_404(report.evidence.all(), request.user, pk=pk), by=request.user)
    messages.success(request, _("The evidence is removed."))
    return redirect("monitoring:evidence", key=report.key)


@require_safe
@requires("monitoring.view_evidence", Evidence)
def evidence_file(request, evidence):
    """The file of a piece of evidence, or the way to its web page."""
    return redirect(evidence.url) if evidence.url else uploads.serve(evidence)
