"""Reading the money of a project: variance, burn against plan and time, forecast, light. Pure; USD and percent, Decimal.

Figures are rounded half up to a tenth at the end only; None where a figure cannot be said (an empty budget, no dates).
"""

from dataclasses import dataclass
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from core.numbers import round_half_up

from .lights import MoneyLight

ZERO = Decimal("0.00")
HALF_YEAR = 6  # months; the phases of a budget
WHOLE = Decimal(100)


def share(part, whole):
    """``part`` of ``whole`` in percent, one decimal; None of nothing."""
    return round_half_up(100 * part / whole, 1) if whole else None


def variance(budget, spent):
    """(budget − spent, that as percent of the budget or None): what is left of a line, below zero when overspent."""
    return budget - spent, share(budget - spent, budget)


def phase_ends(starts_on, ends_on, count):
    """The last day of each of ``count`` half-years of a project; the last one ends with it."""
    ends = [starts_on + relativedelta(months=HALF_YEAR * number, days=-1) for number in range(1, count + 1)]
    return [*ends[:-1], ends_on] if ends else []


def planned(phases, ends, on):
    """USD of the ``phases`` (one amount for each of ``ends``) that have ended by the day ``on``."""
    return sum((amount for amount, end in zip(phases, ends, strict=True) if end <= on), ZERO)


def remaining(phases, ends, on):
    """USD of the phases that end after the day ``on``."""
    return sum(phases, ZERO) - planned(phases, ends, on)


def time_elapsed(starts_on, ends_on, on):
    """Percent of the days of a project gone by the end of the day ``on``, between 0 and 100; None without dates."""
    if not (starts_on and ends_on):
        return None
    days = (ends_on - starts_on).days + 1
    gone = min(max((on - starts_on).days + 1, 0), days)
    return share(Decimal(gone), Decimal(days))


def gap(burn, plan, elapsed):
    """Burn rate less planned burn, in points; less the time elapsed where no plan is known; None without both."""
    expected = elapsed if plan is None else plan
    return None if burn is None or expected is None else burn - expected


@dataclass(frozen=True)
class Line:
    """The budget of a line and what was spent on it in all."""

    budget: Decimal
    spent: Decimal
    is_evaluation: bool = False

    @property
    def over(self):
        """How much more is spent than budgeted; zero within the budget."""
        return max(self.spent - self.budget, ZERO)

    def is_beyond(self, tolerance):
        """Whether more is spent than the budget and ``tolerance`` percent of it."""
        return 100 * self.spent > self.budget * (WHOLE + tolerance)


def light(lines, points, *, has_ended, overspend, amber, red):
    """The ``MoneyLight`` of spending (design 3.2).

    Red: a line beyond the tolerance ``overspend`` (percent), more spent than the whole budget, the evaluation line touched
    before the end (B12), or a gap of more than ``red`` points. Amber: a line overspent, or more than ``amber`` points.
    """
    budget, spent = (sum((getattr(line, name) for line in lines), ZERO) for name in ("budget", "spent"))
    touched = not has_ended and any(line.is_evaluation and line.spent for line in lines)
    distance = abs(points) if points is not None else Decimal(0)
    if touched or spent > budget or distance > red or any(line.is_beyond(overspend) for line in lines):
        return MoneyLight.RED
    return MoneyLight.AMBER if distance > amber or any(line.over for line in lines) else MoneyLight.GREEN
