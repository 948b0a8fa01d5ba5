"""Sums over budgets, computed, never typed. USD, Decimal, two places."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from core.numbers import to_cents

ZERO = Decimal("0.00")


def line_amount(quantity, periods, unit_cost, share_percent):
    """Amount of a line: quantity × periods × unit cost × share, rounded half up once, at the end."""
    return to_cents(quantity * periods * unit_cost * share_percent / 100)


def spread(amount, weights):
    """``amount`` in parts that stand to each other as ``weights`` and add up to it to the cent (largest remainder).

    Weights are not negative; if all are zero the parts are equal. Of equal remainders the earlier gets the cent.
    """
    cents = int(to_cents(amount) * 100)
    whole = sum(weights)
    shares = [Fraction(weight) / Fraction(whole) if whole else Fraction(1, len(weights)) for weight in weights]
    exact = [cents * share for share in shares]
    parts = [int(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda place: (parts[place] - exact[place], place))
    for place in by_remainder[: cents - sum(parts)]:
        parts[place] += 1
    return [Decimal(part) / 100 for part in parts]


HALF_YEAR = 6  # months; reports follow half-years (R02)


def half_years(months):
    """How many half-years a project of ``months`` has; 1 while the duration is not known."""
    return -(-months // HALF_YEAR) if months else 1


def months_in_half_years(first, last, months):
    """How many of the months ``first`` to ``last`` (both included) lie in each half-year of a project of ``months``."""
    starts = [1 + HALF_YEAR * phase for phase in range(half_years(months))]
    return [max(0, min(last, start + HALF_YEAR - 1) - max(first, start) + 1) for start in starts]


@dataclass
class BudgetTotals:
    """Sums of one version's lines: each part of the budget, and the evaluation line."""

    by_category: dict = field(default_factory=lambda: defaultdict(lambda: ZERO))
    by_activity: dict = field(default_factory=lambda: defaultdict(lambda: ZERO))
    evaluation: Decimal = ZERO

    @property
    def total(self):
        """Sum of all lines."""
        return sum(self.by_category.values(), ZERO)


def budget_totals(lines):
    """Totals of ``lines`` (any objects with category, amount, activity_id, is_evaluation)."""
    totals = BudgetTotals()
    for line in lines:
        totals.by_category[line.category] += line.amount
        totals.by_activity[line.activity_id] += line.amount
        if line.is_evaluation:
            totals.evaluation += line.amount
    return totals


def by_result(outcomes, by_activity):
    """{outcome or output: USD of the lines of all activities below it}; objects with outputs and activity_rows.

    ``by_activity``: USD by the key of an activity. Lines without an activity (staff, office) belong to no result.
    """
    sums = {}
    for outcome in outcomes:
        for output in outcome.outputs:
            sums[output] = sum((by_activity.get(activity.pk, ZERO) for activity in output.activity_rows), ZERO)
        sums[outcome] = sum((sums[output] for output in outcome.outputs), ZERO)
    return sums


def share_of(part, whole):
    """``part`` of ``whole`` as a fraction with six places, None if the whole is nothing."""
    return (part / whole).quantize(Decimal("0.000001")) if whole else None


def by_half_year(lines):
    """USD of all ``lines`` in each half-year; each line has as many ``phases``."""
    return [sum(amounts, ZERO) for amounts in zip(*(line.phases for line in lines), strict=True)]
