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
