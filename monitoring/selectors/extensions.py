"""What a project's amendment must know of its reports: when they would be due, and what was spent on each line."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from ..models import Duty, ProjectEntry
from .schedule import kept_of, steps_to


@dataclass(frozen=True)
class DutyChange:
    """One duty now and after an extension; ``was_due_on`` None where it is new, ``due_on`` None where it falls away."""

    duty: Duty
    was_due_on: date | None
    due_on: date | None

    @property
    def is_changed(self):
        """Whether it would be due on another day than now."""
        return self.was_due_on != self.due_on


def changes_of_schedule(project, new_ends_on):
    """A ``DutyChange`` for each report, and the evaluation, as ``services.reschedule`` would write them with the new end.

    In the order of their days; none when a report covers days after the new end, which the service refuses.
    """
    duties = list(project.duties.prefetch_related("reports"))
    if any(duty.ends_on >= new_ends_on for duty in kept_of(duties)):
        return []
    steps = [step for step in steps_to(project, new_ends_on, duties) if step.duty.kind != Duty.Kind.FRAMEWORK]
    changes = [DutyChange(step.duty, step.duty.due_on, step.due_on) for step in steps]
    return sorted(changes, key=lambda change: change.due_on or change.was_due_on)


def spent_by_lineage(project):
    """What accepted reports say was spent, in USD: {lineage of a budget line: Decimal}. One query."""
    booked = ProjectEntry.objects.filter(project=project, kind=ProjectEntry.Kind.EXPENDITURE).order_by()
    return dict(booked.values_list("lineage").annotate(Sum("amount")))
