"""A report's own page, the queue of those that wait, and its steps."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core import audit
from core.access import allows, requires
from core.forms import ReasonForm, ServiceForm, posted

from .. import services
from ..models import Report
from ..sections import sections_of
from ..selectors.overview import overview_of
from ..selectors.reports import waiting_for
from ..workflow import REPORT

RELATED = ["duty__project", "version", "submitted_by"]


@requires("monitoring.open_queue")
def queue(request):
    """Reports that wait for the person."""
    page = Paginator(waiting_for(request.user), 25).get_page(request.GET.get("page"))
    return render(request, "monitoring/queue.html", {"page": page})


@requires("monitoring.view", Report, "key", related=RELATED)
def report(request, report):
    """A report: for its writers the list of its parts while it is written, for readers (and with ``?read``) the whole."""
    is_written = report.is_editable and allows(request.user, "monitoring.write", report)
    context = {
        "report": report,
        "duty": report.duty,
        "project": report.duty.project,
        "is_written": is_written,
        "steps": _steps(report, request.user),
        "events": audit.history(report),
    }
    if is_written and "read" not in request.GET:
        return render(request, "monitoring/writing.html", context | {"overview": overview_of(report)})
    texts = {row.key: row.text for row in report.texts.all()}
    context |= {
        "texts": [(section, texts.get(key, "")) for key, section in sections_of(report.duty.kind).items()],
        "actuals": report.actuals.select_related("indicator"),
        "expenditures": report.expenditures.select_related("line"),
        "may_correct": report.state == Report.State.ACCEPTED and allows(request.user, "monitoring.write", report),
    }
    return render(request, "monitoring/report.html", context)


def _steps(report, user):
    """The buttons of the steps that the person may take now."""
    steps = [step for step in REPORT.available(report, user) if not step.automatic]
    return [
        {"label": step.label, "url": reverse(f"monitoring:{step.name}", kwargs={"key": report.key})} for step in steps
    ]


def _step(request, report, name, service):
    """One step of a report on a page of its own; a comment where the reader may say something."""
    step = REPORT[name]
    if step.comment_required or name in {"endorse", "accept"}:
        form = ReasonForm(request.POST or None, label=_("Comment"), required=step.comment_required)
    else:
        form = ServiceForm(posted(request))
    if form.is_valid() and form.carry_out(service, report, by=request.user):
        messages.success(request, _("Done: %(step)s.") % {"step": step.label})
        return redirect(report.corrects if name == "drop" else report)
    return render(request, "monitoring/step.html", {"report": report, "form": form, "step": step})


@requires("monitoring.write", Report, "key")
def submit(request, report):
    """Give a report to who certifies it."""
    return _step(request, report, "submit", services.submit_report)


@requires("monitoring.take_back", Report, "key")
def take_back(request, report):
    """Take a submitted report back."""
    return _step(request, report, "take_back", services.take_back_report)


@requires("monitoring.certify", Report, "key")
def certify(request, report):
    """Certify a report."""
    return _step(request, report, "certify", services.certify_report)


@requires("monitoring.certify", Report, "key")
def refuse(request, report):
    """Give a report back instead of certifying it."""
    return _step(request, report, "refuse", services.refuse_report)


@requires("monitoring.endorse", Report, "key")
def endorse(request, report):
    """Endorse a report for the Regional Office."""
    return _step(request, report, "endorse", services.endorse_report)


@requires("monitoring.return", Report, "key")
def send_back(request, report):
    """Return a report to its writers."""
    return _step(request, report, "return", services.return_report)


@requires("monitoring.accept", Report, "key")
def accept(request, report):
    """Accept a report."""
    return _step(request, report, "accept", services.accept_report)


@requires("monitoring.drop", Report, "key")
def drop(request, report):
    """Drop an open correction."""
    return _step(request, report, "drop", services.drop_report)


@requires("monitoring.write", Report, "key")
def correct(request, report):
    """Start a correction of an accepted report, with its reason."""
    form = ReasonForm(request.POST or None, label=_("What is corrected, and why?"))
    if form.is_valid() and form.attempt(
        services.correct_report, report, by=request.user, reason=form.cleaned_data["comment"]
    ):
        messages.success(request, _("The correction is started. The accepted report holds until it is accepted."))
        return redirect(form.result)
    return render(request, "monitoring/correct.html", {"report": report, "form": form})
