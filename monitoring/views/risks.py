"""The pages of a report's risks."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.access import requires

from .. import services
from ..forms.risks import NewRiskForm, RiskForm
from ..models import Report
from ..selectors.risks import risks_of
from .rows import RowsPage, edit_rows
from .writing import RELATED, while_written

PAGE = RowsPage("monitoring/risks.html", "monitoring/_risk_level.html")


@requires("monitoring.write", Report, "key", related=RELATED)
@while_written
def risks(request, report):
    """Every risk with how it stands; saves by itself, row by row."""

    def make_forms(data):
        return [RiskForm(data, result=row) for row in risks_of(report)]

    def save(form):
        lineage, revision = form.result.lineage, form.seen()[0]
        return services.write_risk(report, lineage, by=request.user, revision=revision, **form.values)

    return edit_rows(request, report, PAGE, make_forms, save)


@requires("monitoring.write", Report, "key", related=RELATED)
@while_written
def add_risk(request, report):
    """A risk that appeared in this period."""
    form = NewRiskForm(request.POST or None)
    if form.is_valid() and form.carry_out(services.write_risk, report, by=request.user):
        messages.success(request, _("The risk is added."))
        return redirect("monitoring:risks", key=report.key)
    return render(request, "monitoring/add_risk.html", {"report": report, "form": form})
