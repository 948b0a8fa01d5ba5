"""Writing how far activities are."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import DomainError, StateConflict

from ..models import ActivityProgress
from .reports import editable

PROGRESSED = audit.action("report.progressed", _("said how far an activity is"))


@transaction.atomic
def write_activity(report, activity, *, by, status, percent=None, comment="", revised_end=None, revision=0):
    """Save how far ``activity`` is, that the person opened at ``revision`` (0: never saved). Returns the ActivityProgress.

    A completed activity is at 100 %. Raises DomainError for an activity of another plan or a new end outside the project,
    NotAllowed, StateConflict when a newer one was saved meanwhile, ValidationError.
    """
    report = editable(report, by)
    if activity.output.version_id != report.version_id:
        raise DomainError(_("This activity is not of the plan that the report follows."))
    project = report.duty.project
    if revised_end and not project.starts_on <= revised_end <= project.ends_on:
        raise DomainError(_("The new end lies outside the project. Ask for an extension if it needs more time."))
    row = ActivityProgress.objects.filter(report=report, lineage=activity.lineage).first()
    row = row or ActivityProgress(report=report, activity=activity, lineage=activity.lineage, revision=0)
    if row.revision != revision:
        raise StateConflict(_("This activity was saved elsewhere while you had it open. Your entries are still below."))
    if status == ActivityProgress.Status.COMPLETED:
        percent = 100
    row.status, row.percent, row.comment, row.revised_end = status, percent, comment, revised_end
    row.revision += 1
    row.full_clean()
    row.save()
    audit.record_sitting(PROGRESSED, report, by=by, activity=str(activity.lineage), status=status, percent=percent)
    return row
