"""Reading results and money: to date, achievement, burn. Decimal throughout, rounded half up at the end only."""

from decimal import ROUND_HALF_UP, Decimal

TENTH = Decimal("0.1")


def to_date(over_time, values):
    """The value reached: the sum of increments, or the latest; None without values. ``values`` oldest first."""
    values = [value for value in values if value is not None]
    if not values:
        return None
    return sum(values, Decimal(0)) if over_time == "SUM" else values[-1]


def achievement(*, kind, direction, baseline, target, actual):
    """Percent of the way from baseline to target, one decimal; None where it cannot be said.

    Works for falling targets too; below zero means the wrong way. A missing baseline counts as zero only when the value
    should rise. An equal target and baseline is 100 when kept on the right side, else 0.
    """
    if kind == "QUALITATIVE" or actual is None or target is None:
        return None
    if baseline is None:
        if direction != "INCREASE":
            return None
        baseline = Decimal(0)
    if target == baseline:
        kept = actual <= target if direction == "DECREASE" else actual >= target
        return Decimal("100.0") if kept else Decimal("0.0")
    share = 100 * (actual - baseline) / (target - baseline)
    return share.quantize(TENTH, rounding=ROUND_HALF_UP)


def burn_rate(spent, budget):
    """Spent as percent of the budget, one decimal; None for an empty budget."""
    return (100 * spent / budget).quantize(TENTH, rounding=ROUND_HALF_UP) if budget else None
