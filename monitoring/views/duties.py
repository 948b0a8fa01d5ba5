"""The page of a duty: what is due, and the button that starts its report. Reports that the Fund asks for."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.access import allows, requires
from projects.models import Project

from .. import services
from ..forms.projects import AskForReportForm
from ..models import Duty
from ..selectors.frameworks import checks_of
from ..workflow import FRAMEWORK


@requires("monitoring.see_duty", Duty, related=["project__plan", "done_by"])
def duty(request, duty):
    """What is due; a report that was started is shown instead. A framework is shown with all that it lacks."""
    if duty.report:
        return redirect(duty.report)
    if duty.kind == Duty.Kind.FRAMEWORK and duty.project.plan and duty.project.plan.approved:
        return _framework(request, duty)
    may_start = duty.is_reported and allows(request.user, "monitoring.start", duty)
    if request.method == "POST":
        return redirect(services.open_report(duty, by=request.user))
    return render(request, "monitoring/duty.html", {"duty": duty, "may_start": may_start})


def _framework(request, duty):
    indicators, activities = checks_of(duty)
    is_complete = bool(indicators and activities) and not any(check.lacking for check in (*indicators, *activities))
    delivery = duty.delivery
    may_deliver = not duty.is_delivered and allows(request.user, "monitoring.deliver_framework", duty)
    context = {
        "duty": duty,
        "version": duty.project.plan.approved,
        "groups": [(_("Indicators"), "indicators", indicators), (_("Activities"), "activities", activities)],
        "is_complete": is_complete,
        "delivery": delivery,
        "deliveries": duty.deliveries.select_related("submitted_by", "answered_by", "version"),
        "steps": FRAMEWORK.available(delivery, request.user) if delivery else [],
        "may_deliver": may_deliver,
        "may_amend": may_deliver and allows(request.user, "plans.amend", duty.project.plan.approved),
    }
    return render(request, "monitoring/framework.html", context)


@requires("monitoring.ask_for_report", Project, "address")
def ask(request, project):
    """Ask for an interim report that the rules would not ask for (R04)."""
    form = AskForReportForm(request.POST or None, project=project)
    if form.is_valid() and form.carry_out(services.ask_for_report, project, by=request.user):
        messages.success(request, _("The report is asked for. The project manager was told."))
        return redirect("managed:detail", address=project.address)
    return render(request, "monitoring/ask_for_report.html", {"project": project, "form": form})
