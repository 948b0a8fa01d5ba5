"""A report's own page and its steps."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core import audit
from core.access import allows, requires
from core.forms import ReasonForm, ServiceForm, posted
from plans.selectors import framework

from .. import services
from ..forms.steps import RatingForm
from ..models import Report
from ..selectors.checklist import checklist_of
from ..selectors.comments import open_threads
from ..selectors.money import sheet_of
from ..selectors.overview import overview_of
from ..selectors.reading import reading_of
from ..services import activities, evidence, money, rating, results, risks, texts
from ..workflow import REPORT
from . import reading

# what stays out of the history on a report's page: its parts say who wrote them, the audit trail says all
WRITING = {
    *(texts.WRITTEN, texts.JOINED, texts.RESTORED, results.MEASURED, money.SPENT, activities.PROGRESSED, risks.WATCHED),
    *(rating.RATED, evidence.ADDED, evidence.REMOVED),
}


@requires("monitoring.view", Report, "key", related=reading.RELATED)
def report(request, report):
    """A report: for its writers the list of its parts while it is written, for readers the whole."""
    steps = _steps(report, request.user)
    if not (report.is_editable and allows(request.user, "monitoring.write", report)):
        return reading.page(request, report, steps)
    tree = framework(report.version)
    context = {
        "report": report,
        "duty": report.duty,
        "project": report.duty.project,
        "overview": overview_of(report, tree),
        "steps": steps,
        "open_threads": open_threads(report, tree),
        "language": report.version.plan.language,
        "events": [event for event in audit.history(report) if event.action not in WRITING],
    }
    return render(request, "monitoring/writing.html", context)


def _steps(report, user):
    """The buttons of the steps that the person may take now."""
    steps = [step for step in REPORT.available(report, user) if not step.automatic]
    return [
        {"label": step.label, "url": reverse(f"monitoring:{step.name}", kwargs={"key": report.key})} for step in steps
    ]


RELATED = ["duty__project", "version__plan", "corrects"]
RATED = {"endorse", "accept"}


def _step(request, report, name, service, **more):
    """One step of a report on a page of its own; a comment where the reader may say something."""
    step = REPORT[name]
    if request.method == "GET" and report.state not in step.sources:
        messages.info(request, _("This step was taken already, or is not possible now."))
        return redirect(report)
    if name in RATED:
        given = {"readers_rating": report.readers_rating}
        form = RatingForm(posted(request), label=_("Comment"), required=False, initial=given)
    elif step.comment_required:
        form = ReasonForm(request.POST or None, label=_("Comment"))
    else:
        form = ServiceForm(posted(request))
    if form.is_valid() and form.carry_out(service, report, by=request.user):
        messages.success(request, _("Done: %(step)s.") % {"step": step.label})
        return redirect(report.corrects if name == "drop" else report)
    context = {"report": report, "form": form, "step": step, **_before(report, name), **more}
    return render(request, "monitoring/step.html", context)


def _before(report, name):
    """What a person should know before a step: open comments, and for readers the ratings beside the figures."""
    tree = framework(report.version)
    known = {"open_threads": open_threads(report, tree), "language": report.version.plan.language}
    if name in RATED | {"return"}:
        found = reading_of(report)
        known |= {"counts": found.counts, "disagrees": found.disagrees, "worst": found.worst}
    return known


@requires("monitoring.write", Report, "key", related=RELATED)
def submit(request, report):
    """Give a report to who certifies it."""
    return _step(request, report, "submit", services.submit_report)


@requires("monitoring.take_back", Report, "key", related=RELATED)
def take_back(request, report):
    """Take a submitted report back."""
    return _step(request, report, "take_back", services.take_back_report)


@requires("monitoring.certify", Report, "key", related=RELATED)
def certify(request, report):
    """Certify a report, with its figures and the checklist in view (R10)."""
    sheet = sheet_of(report)
    more = {"sheet": sheet, "entries": checklist_of(report, sheet)}
    return _step(request, report, "certify", services.certify_report, **more)


@requires("monitoring.certify", Report, "key", related=RELATED)
def refuse(request, report):
    """Give a report back instead of certifying it."""
    return _step(request, report, "refuse", services.refuse_report)


@requires("monitoring.endorse", Report, "key", related=RELATED)
def endorse(request, report):
    """Endorse a report for the Regional Office."""
    return _step(request, report, "endorse", services.endorse_report)


@requires("monitoring.return", Report, "key", related=RELATED)
def send_back(request, report):
    """Return a report to its writers."""
    return _step(request, report, "return", services.return_report)


@requires("monitoring.accept", Report, "key", related=RELATED)
def accept(request, report):
    """Accept a report."""
    return _step(request, report, "accept", services.accept_report)


@requires("monitoring.drop", Report, "key", related=RELATED)
def drop(request, report):
    """Drop an open correction."""
    return _step(request, report, "drop", services.drop_report)


@requires("monitoring.write", Report, "key", related=reading.RELATED)
def correct(request, report):
    """Start a correction of an accepted report, with its reason."""
    if request.method == "GET" and report.state != Report.State.ACCEPTED:
        return redirect(report)
    form = ReasonForm(request.POST or None, label=_("What is corrected, and why?"))
    if form.is_valid() and form.attempt(
        services.correct_report, report, by=request.user, reason=form.cleaned_data["comment"]
    ):
        messages.success(request, _("The correction is started. The accepted report holds until it is accepted."))
        return redirect(form.result)
    context = {"report": report, "form": form, **reading.content_of(report, reading_of(report))}
    return render(request, "monitoring/correct.html", context)
