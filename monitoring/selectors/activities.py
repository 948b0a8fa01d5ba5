"""The activities of a report: what the plan says, what the last report said, how they stand now."""

from dataclasses import dataclass
from datetime import timedelta

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from plans.models import Activity

from ..models import ActivityProgress
from .previous import rows_before
from .results import ToMend

SOON = timedelta(days=30)
Status = ActivityProgress.Status
NEEDS_WORDS = frozenset({Status.DELAYED, Status.CANCELLED})
DONE_WITH = frozenset({Status.COMPLETED, Status.CANCELLED})


@dataclass
class ActivityRow:
    """An activity in a report: ``progress`` (None: not given yet), the last report's (``before``), and its planned days."""

    activity: Activity
    progress: ActivityProgress | None
    before: ActivityProgress | None
    starts_on: object
    ends_on: object
    on: object

    @property
    def light(self):
        """ "red" when its end has passed and it is not completed, "amber" within 30 days of it, else ""."""
        known = self.progress or self.before
        if known and known.status in DONE_WITH:
            return ""
        end = known.revised_end if known and known.revised_end else self.ends_on
        return "red" if end < self.on else "amber" if end <= self.on + SOON else ""


def activities_of(report, tree):
    """The ActivityRows of a report in the order of the plan; lights as of the last day of its period. Constant queries."""
    given = {row.lineage: row for row in report.activities.all()}
    before = rows_before(report, "activities")
    starts_on = report.duty.project.starts_on
    return [
        ActivityRow(
            activity,
            given.get(activity.lineage),
            before.get(activity.lineage),
            starts_on + relativedelta(months=activity.start_month - 1),
            starts_on + relativedelta(months=activity.end_month, days=-1),
            report.duty.ends_on,
        )
        for activity in tree.activities
    ]


def lacking_in_activities(report, tree):
    """Sentences for activities without status, and for those that are late or given up without words."""
    given = {row.lineage: row for row in report.activities.all()}
    for activity in tree.activities:
        row, words = given.get(activity.lineage), {"activity": activity}
        if row is None:
            yield _("Say how far activity “%(activity)s” is.") % words
        elif row.status in NEEDS_WORDS and not row.comment.strip():
            sentence = _("Activity “%(activity)s” is delayed or cancelled: say why in its comment.") % words
            yield ToMend(sentence)
