"""Writing what a running project owes: the schedule, reports with actuals and expenditure, their acceptance."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.services import officers
from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from funding.evaluator.project import parameters_of
from funding.evaluator.schedule import schedule
from funding.selectors import rules_for
from notifications.services import notify
from plans.selectors import framework
from projects import services as projects

from .models import Actual, Duty, Expenditure, Report
from .workflow import REPORT

SCHEDULED = audit.action("project.scheduled", _("made the reporting schedule"))
STARTED = audit.action("report.started", _("started"))
WRITTEN = audit.action("report.written", _("wrote"))


def parameters_for(year):
    """Parameters of the reporting rules in force in a funding year."""
    return parameters_of(rules_for(year, ["R01", "R02", "R03"]))


@transaction.atomic
def make_schedule(project, *, by):
    """Make the duties of a started project (R01–R04) that do not exist yet; returns all of them."""
    for item in schedule(project.starts_on, project.ends_on, parameters_for(project.funding_year)):
        Duty.objects.get_or_create(
            project=project,
            kind=item.kind,
            sequence=item.sequence,
            defaults={
                "starts_on": item.starts_on,
                "ends_on": item.ends_on,
                "due_on": item.due_on,
                "rule_code": item.rule_code,
            },
        )
    audit.record(SCHEDULED, project, by=by, duties=project.duties.count())
    return list(project.duties.all())


@transaction.atomic
def open_report(duty, *, by):
    """The report of a duty, started with the plan version in force if there is none yet. For the project's manager."""
    if duty.project.manager_id != by.pk:
        raise NotAllowed(_("Only the project manager reports."))
    if duty.kind == Duty.Kind.FRAMEWORK:
        raise DomainError(_("The framework and work plan are not reported on this page."))
    report, created = Report.objects.get_or_create(duty=duty, defaults={"version": duty.project.plan.approved})
    if created:
        audit.record(STARTED, report, by=by)
    return report


def _editable(report, by):
    locked = Report.objects.select_for_update().get(pk=report.pk)
    if not allows(by, "monitoring.write", locked):
        raise NotAllowed(_("You may not change this report."))
    if not locked.is_editable:
        raise StateConflict(_("This report was submitted meanwhile and can no longer be changed."))
    return locked


@transaction.atomic
def write_report(report, *, by, revision, narrative, actuals, expenditures):
    """Save a report that the person opened at ``revision``.

    ``narrative``: field → text. ``actuals``: indicator → (value or None, comment). ``expenditures``: budget line →
    (amount in USD or None, comment). A draft may be incomplete. Raises StateConflict when a newer one was saved.
    """
    report = _editable(report, by)
    if report.revision != revision:
        raise StateConflict(_("This report was saved elsewhere while you had it open. Your entries are still below."))
    for name, text in narrative.items():
        setattr(report, name, text)
    report.revision += 1
    report.save(update_fields=[*narrative, "revision"])
    _replace_actuals(report, actuals)
    _replace_expenditures(report, expenditures)
    audit.record(WRITTEN, report, by=by, actuals=len(actuals), expenditures=len(expenditures))
    return report


def _replace_actuals(report, actuals):
    report.actuals.all().delete()
    Actual.objects.bulk_create(
        Actual(report=report, indicator=indicator, lineage=indicator.lineage, value=value, comment=comment)
        for indicator, (value, comment) in actuals.items()
        if value is not None or comment
    )


def _replace_expenditures(report, expenditures):
    report.expenditures.all().delete()
    Expenditure.objects.bulk_create(
        Expenditure(report=report, line=line, lineage=line.lineage, amount=amount, comment=comment)
        for line, (amount, comment) in expenditures.items()
        if amount is not None
    )


@transaction.atomic
def submit_report(report, *, by):
    """Send a report to the Fund. Raises DomainError for an empty narrative, a missing value or a report without costs (R05)."""
    report = _editable(report, by)
    obstacles = list(_missing(report))
    if obstacles:
        raise DomainError(obstacles)
    report = REPORT.apply("submit", report, by=by, submitted_by=by, submitted_at=timezone.now())
    notify("report.submitted", report, to=[by, *officers()], actor=by, title=report.duty.project.title)
    return report


def _missing(report):
    if not report.progress.strip():
        yield _("Describe the progress in this period.")
    given = set(report.actuals.values_list("lineage", flat=True))
    tree = framework(report.version)
    for indicator in tree.indicators:
        if indicator.lineage not in given:
            yield _("Give a value, or say why there is none, for “%(indicator)s”.") % {"indicator": indicator}
    if not report.expenditures.exists():
        yield _("Enter what was spent; write 0 where nothing was.")


@transaction.atomic
def return_report(report, *, by, comment):
    """Return a report to its manager with what to change."""
    report = REPORT.apply("return", report, by=by, comment=comment)
    notify("report.returned", report, to=[report.submitted_by], actor=by, comment=comment)
    return report


@transaction.atomic
def accept_report(report, *, by, comment=""):
    """Accept a report: its figures become final and public. Nobody accepts what they submitted."""
    report = REPORT.apply("accept", report, by=by, comment=comment, accepted_by=by, accepted_at=timezone.now())
    projects.refresh(report.duty.project)
    notify("report.accepted", report, to=[report.submitted_by], actor=by)
    return report
