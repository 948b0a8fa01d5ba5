"""What a project's amendment must know of its reports: when they would be due, and what was spent on each line."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from funding.evaluator.project import parameters_of
from funding.evaluator.schedule import schedule
from funding.selectors import rules_for

from ..models import Duty, ProjectEntry


@dataclass(frozen=True)
class DutyChange:
    """One report now and after an extension; ``was_due_on`` None where it is new, ``due_on`` None where it falls away."""

    duty: Duty
    was_due_on: date | None
    due_on: date | None

    @property
    def is_changed(self):
        """Whether it would be due on another day than now."""
        return self.was_due_on != self.due_on


def changes_of_schedule(project, new_ends_on):
    """A ``DutyChange`` for each report that is due now or would be with the new end, in the order of their days (R02–R04)."""
    rules = rules_for(project.funding_year, ["R01", "R02", "R03"])
    items = schedule(project.starts_on, new_ends_on, parameters_of(rules))
    after = {(item.kind, item.sequence): item for item in items if item.kind in Duty.REPORTED}
    now = {(duty.kind, duty.sequence): duty for duty in project.duties.reported()}
    found = []
    for key in {**now, **after}:
        duty, item = now.get(key), after.get(key)
        named = duty or Duty(project=project, kind=key[0], sequence=key[1])
        found.append(DutyChange(named, duty and duty.due_on, item and item.due_on))
    return sorted(found, key=lambda change: change.due_on or change.was_due_on)


def spent_by_lineage(project):
    """What accepted reports say was spent, in USD: {lineage of a budget line: Decimal}. One query."""
    booked = ProjectEntry.objects.filter(project=project, kind=ProjectEntry.Kind.EXPENDITURE).order_by()
    return dict(booked.values_list("lineage").annotate(Sum("amount")))
