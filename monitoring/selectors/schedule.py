"""What the duties of a project become with another end: foretold to who asks for it, written by ``services.schedule``."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from funding.evaluator.project import parameters_of
from funding.evaluator.schedule import schedule
from funding.selectors import rules_for

from ..models import Duty

PERIOD = ("starts_on", "ends_on", "due_on", "rule_code")


def parameters_for(year):
    """Parameters of the reporting rules in force in a funding year."""
    return parameters_of(rules_for(year, ["R01", "R02", "R03", "R12", "R14"]))


@dataclass(frozen=True)
class Step:
    """What becomes of a duty: it takes over ``values`` (none: it stays as it is), or ``is_gone``. A new one has no key yet."""

    duty: Duty
    values: dict = field(default_factory=dict)
    is_gone: bool = False

    @property
    def due_on(self):
        """The day on which it will be due; None when nobody owes it any more."""
        return None if self.is_gone else self.values.get("due_on", self.duty.due_on)


def kept_of(duties):
    """Interim duties that stay as they are: a report was started, or the Fund asked for it. Prefetch ``reports``."""
    return [duty for duty in duties if duty.kind == Duty.Kind.INTERIM and (duty.is_asked or duty.reports.exists())]


def steps_to(project, ends_on, duties):
    """A Step for each of ``duties``, and for each new one, if the project ends on ``ends_on`` (R02–R04, R12, R14).

    A period that is new or other than before is not due earlier than ``interim_days`` from today: nobody is late with what
    they did not owe. What was done stays. Raises ValueError when a kept period reaches the new end.
    """
    parameters, kept = parameters_for(project.funding_year), kept_of(duties)
    periods = [(duty.sequence, duty.starts_on, duty.ends_on) for duty in kept]
    items = schedule(project.starts_on, ends_on, parameters, kept=periods)
    earliest = timezone.localdate() + timedelta(days=parameters.interim_days)
    free = {(duty.kind, duty.sequence): duty for duty in duties if duty not in kept}
    steps = [Step(duty) for duty in kept]
    for item in items:
        duty = free.pop((item.kind, item.sequence), None)
        if duty and (duty.done_on or (duty.starts_on, duty.ends_on) == (item.starts_on, item.ends_on)):
            steps.append(Step(duty))
            continue
        values = {name: getattr(item, name) for name in PERIOD}
        if item.kind == Duty.Kind.INTERIM:
            values["due_on"] = max(item.due_on, earliest)
        steps.append(Step(duty or Duty(project=project, kind=item.kind, sequence=item.sequence), values))
    return steps + [Step(duty, is_gone=not duty.done_on) for duty in free.values()]
