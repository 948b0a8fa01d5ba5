"""The duties of a project, made by the rules and kept in step with its dates."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from funding.evaluator.project import parameters_of
from funding.evaluator.schedule import schedule
from funding.selectors import rules_for

from ..models import Duty

SCHEDULED = audit.action("project.scheduled", _("made the reporting schedule"))


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
def reschedule(project, *, by):
    """Bring the duties of a project in step with its dates after an extension (R02–R04); returns all of them.

    What has a report or is done stays as it is; the rest is made anew.
    """
    project.duties.reported().filter(reports=None, done_on=None).delete()
    return make_schedule(project, by=by)
