from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core import audit
from core.access import allows, requires
from core.forms import ReasonForm
from plans.selectors import framework

from . import forms, selectors, services
from .models import Duty, Report
from .workflow import REPORT


@requires("monitoring.open_queue")
def queue(request):
    """Reports that wait to be accepted."""
    page = Paginator(selectors.reports_to_accept(request.user), 25).get_page(request.GET.get("page"))
    return render(request, "monitoring/queue.html", {"page": page})


@requires("monitoring.start", Duty)
def duty(request, duty):
    """What is due, and the button that starts its report."""
    if hasattr(duty, "report"):
        return redirect(duty.report)
    if request.method == "POST":
        return redirect(services.open_report(duty, by=request.user))
    return render(request, "monitoring/duty.html", {"duty": duty})


@requires("monitoring.view", Report, "key")
def report(request, report):
    """A report: written by its manager while it is open, read by others."""
    tree = framework(report.version)
    context = {
        "report": report,
        "duty": report.duty,
        "project": report.duty.project,
        "tree": tree,
        "steps": [step.name for step in REPORT.available(report, request.user)],
        "events": audit.history(report),
    }
    if not (report.is_editable and allows(request.user, "monitoring.write", report)):
        context |= {
            "actuals": report.actuals.select_related("indicator"),
            "expenditures": report.expenditures.select_related("line"),
        }
        return render(request, "monitoring/report.html", context)
    form = forms.ReportForm(request.POST or None, report=report, tree=tree)
    if form.is_valid() and form.attempt(services.write_report, report, by=request.user, **form.content):
        if "submit" in request.POST:
            return redirect("monitoring:submit", key=report.key)
        messages.success(request, _("Saved."))
        return redirect(report)
    return render(request, "monitoring/write.html", {**context, "form": form})


def _step(request, report, name, service, **fixed):
    """One step of a report on a page of its own."""
    step = REPORT[name]
    form = ReasonForm(request.POST or None, required=step.comment_required)
    if step.name == "submit":
        del form.fields["comment"]
        form.is_bound = request.method == "POST"
    if form.is_valid() and form.carry_out(service, report, by=request.user, **fixed):
        messages.success(request, _("Done: %(step)s.") % {"step": step.label})
        return redirect(report)
    return render(request, "monitoring/step.html", {"report": report, "form": form, "step": step})


@requires("monitoring.write", Report, "key")
def submit(request, report):
    """Send a report to the Fund."""
    return _step(request, report, "submit", services.submit_report)


@requires("monitoring.accept", Report, "key")
def send_back(request, report):
    """Return a report to its manager."""
    return _step(request, report, "return", services.return_report)


@requires("monitoring.accept", Report, "key")
def accept(request, report):
    """Accept a report."""
    return _step(request, report, "accept", services.accept_report)
