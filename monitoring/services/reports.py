"""The life of a report: started, submitted, certified, endorsed, accepted, corrected."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from accounts.selectors import people_in
from applications.services import officers
from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from notifications.services import notify
from projects import services as projects

from ..models import ActualSplit, Duty, Report, TeamMember
from ..workflow import REPORT
from .ledger import book_expenditure

STARTED = audit.action("report.started", _("started"))
CORRECTING = audit.action("report.correcting", _("started a correction"))
State = Report.State


def editable(report, by):
    """The locked report, if ``by`` may write it and it is still open. Raises NotAllowed or StateConflict."""
    locked = Report.objects.select_for_update(of=("self",)).select_related("duty__project").get(pk=report.pk)
    if not allows(by, "monitoring.write", locked):
        raise NotAllowed(_("You may not change this report."))
    if not locked.is_editable:
        raise StateConflict(_("This report was submitted meanwhile and can no longer be changed."))
    return locked


def _team(report, *parts):
    members = TeamMember.objects.filter(project=report.duty.project, part__in=parts).select_related("user")
    return [member.user for member in members]


def _writers(report):
    return [report.duty.project.manager, *_team(report, TeamMember.Part.WRITER)]


def _tell(kind, report, *, to, by, **params):
    notify(f"report.{kind}", report, to=to, actor=by, title=report.duty.project.title, **params)


@transaction.atomic
def open_report(duty, *, by):
    """The report of a duty, started with the plan version in force if there is none yet.

    Raises NotAllowed unless ``by`` writes the project's reports; DomainError for a duty that no report answers.
    """
    duty = Duty.objects.select_for_update(of=("self",)).select_related("project").get(pk=duty.pk)
    if not allows(by, "monitoring.start", duty):
        raise NotAllowed(_("Only the project manager and colleagues who write reports start one."))
    if not duty.is_reported:
        raise DomainError(_("This duty is not answered by a report."))
    if duty.report:
        return duty.report
    report = Report.objects.create(duty=duty, version=duty.project.plan.approved)
    audit.record(STARTED, report, by=by)
    return report


@transaction.atomic
def submit_report(report, *, by):
    """Give a report to who certifies it. Raises DomainError with all that it lacks (R05)."""
    report = REPORT.apply("submit", report, by=by, submitted_by=by, submitted_at=timezone.now())
    _tell("to_certify", report, to=_team(report, TeamMember.Part.CERTIFIER), by=by)
    return report


@transaction.atomic
def take_back_report(report, *, by):
    """Take a submitted report back to change it, while the Regional Office has not answered."""
    was_certified = report.certified_at is not None
    report = REPORT.apply("take_back", report, by=by, certified_by=None, certified_at=None)
    people = _team(report, TeamMember.Part.CERTIFIER)
    if was_certified:
        people += people_in(Role.ENDORSER, region_code=report.duty.project.region_id)
    _tell("taken_back", report, to=people, by=by)
    return report


@transaction.atomic
def certify_report(report, *, by):
    """Confirm as a second person that the figures agree with the accounts (R10), and send the report on."""
    report = REPORT.apply("certify", report, by=by, certified_by=by, certified_at=timezone.now())
    endorsers = list(people_in(Role.ENDORSER, region_code=report.duty.project.region_id))
    _tell("submitted", report, to=[report.submitted_by, *(endorsers or officers())], by=by)
    return report


@transaction.atomic
def refuse_report(report, *, by, comment):
    """Give a report back to its writers instead of certifying it."""
    report = REPORT.apply("refuse", report, by=by, comment=comment)
    _tell("returned", report, to=_writers(report), by=by, comment=comment)
    return report


@transaction.atomic
def endorse_report(report, *, by, comment=""):
    """Endorse a report for the Regional Office; the Fund reads it next."""
    report = REPORT.apply("endorse", report, by=by, comment=comment, endorsed_by=by, endorsed_at=timezone.now())
    _tell("endorsed", report, to=[*officers(), *_writers(report)], by=by)
    return report


@transaction.atomic
def return_report(report, *, by, comment):
    """Return a report to its writers with what to change."""
    report = REPORT.apply("return", report, by=by, comment=comment, endorsed_by=None, endorsed_at=None)
    _tell("returned", report, to=_writers(report), by=by, comment=comment)
    return report


@transaction.atomic
def accept_report(report, *, by, comment=""):
    """Accept a report: its figures are booked, become final and public. A correction takes the corrected one's place."""
    report = Report.objects.select_for_update(of=("self",)).select_related("duty__project").get(pk=report.pk)
    if report.state == State.ENDORSED and report.corrects_id and allows(by, "monitoring.accept", report):
        REPORT.apply("supersede", report.corrects, by=None)  # first: one accepted report a duty
    report = REPORT.apply("accept", report, by=by, comment=comment, accepted_by=by, accepted_at=timezone.now())
    book_expenditure(report, by=by)
    projects.refresh(report.duty.project)
    _tell("accepted", report, to=_writers(report), by=by)
    return report


@transaction.atomic
def correct_report(report, *, by, reason):
    """Start a correction of an accepted report: a copy with the next number, for the ``reason``. Returns it.

    Raises NotAllowed unless ``by`` writes the project's reports; StateConflict unless it is the accepted report and no
    correction is open; DomainError without a reason.
    """
    duty = Duty.objects.select_for_update(of=("self",)).get(pk=report.duty_id)
    report = Report.objects.select_related("duty__project").get(pk=report.pk)
    if not allows(by, "monitoring.write", report):
        raise NotAllowed(_("You may not change this report."))
    if report.state != State.ACCEPTED:
        raise StateConflict(_("Only an accepted report is corrected."))
    if duty.reports.filter(state__in=Report.OPEN).exists():
        raise StateConflict(_("A correction of this report is open already."))
    if not reason.strip():
        raise DomainError(_("Say what is corrected and why."))
    number = max(duty.reports.values_list("number", flat=True)) + 1
    facts = {name: getattr(report, name) for name in ("version", "rating", "rating_reason", "basis", "ledger_on")}
    correction = Report.objects.create(
        duty=duty, number=number, corrects=report, correction_reason=reason.strip(), **facts
    )
    copy_rows(report, correction)
    audit.record(CORRECTING, correction, by=by, comment=reason.strip())
    return correction


COPIED = ("texts", "actuals", "activities", "risks", "evidence", "expenditures")


def copy_rows(report, correction):
    """Give ``correction`` the rows of ``report``; they are of one plan version."""
    for name in COPIED:
        rows = list(getattr(report, name).all())
        for row in rows:
            row.pk, row.report = None, correction
            row._state.adding = True
            if hasattr(row, "revision"):
                row.revision = 1
        getattr(correction, name).model.objects.bulk_create(rows)
    _copy_splits(report, correction)


def _copy_splits(report, correction):
    """Give the copied actual values the parts of those they were copied from."""
    actuals = dict(correction.actuals.values_list("lineage", "pk"))
    splits = list(ActualSplit.objects.filter(actual__report=report).select_related("actual"))
    for split in splits:
        split.pk, split.actual_id = None, actuals[split.actual.lineage]
        split._state.adding = True
    ActualSplit.objects.bulk_create(splits)


@transaction.atomic
def drop_report(report, *, by):
    """Drop an open correction; the accepted report stays."""
    return REPORT.apply("drop", report, by=by)
