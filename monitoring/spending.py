"""Reading money: burn, what the plan foresees, what is left. USD and percent, Decimal, rounded half up at the end only."""

from decimal import ROUND_HALF_UP, Decimal

TENTH = Decimal("0.1")
ZERO = Decimal("0.00")
GREEN, AMBER, RED = "GREEN", "AMBER", "RED"


def _percent(part, whole):
    return (100 * Decimal(part) / Decimal(whole)).quantize(TENTH, rounding=ROUND_HALF_UP) if whole else None


def burn(spent, budget):
    """Spent as percent of the budget, one decimal; None for an empty budget."""
    return _percent(spent, budget)


def planned_burn(phases, budget, on):
    """What the plan foresees by the day ``on`` as percent of the budget; ``phases``: (last day, USD) of each half-year."""
    return _percent(sum((amount for ends_on, amount in phases if ends_on <= on), ZERO), budget)


def time_elapsed(starts_on, ends_on, on):
    """Days gone as percent of the days from start to end (extensions included), both counted; 0 before, 100 after."""
    total = (ends_on - starts_on).days + 1
    return _percent(min(max((on - starts_on).days + 1, 0), total), total)


def gap(burned, planned, elapsed=None):
    """Points between what was spent and what was planned; without a plan of half-years, the time that is gone stands for it."""
    planned = planned if planned is not None else elapsed
    return None if burned is None or planned is None else burned - planned


def light(points, *, lines, spent, budget, thresholds, evaluation_too_early=False):
    """GREEN, AMBER or RED (design 3.2).

    ``points``: the gap, or None. ``lines``: (budget, spent) of each line, USD. ``evaluation_too_early``: whether money of the
    evaluation was used before the end of the project (B12).
    """
    tolerated = 1 + thresholds["overspend_percent"] / 100
    away = abs(points) if points is not None else Decimal(0)
    if away > thresholds["burn_red_points"] or spent > budget or evaluation_too_early:
        return RED
    if any(used > planned * tolerated for planned, used in lines):
        return RED
    if away > thresholds["burn_amber_points"] or any(used > planned for planned, used in lines):
        return AMBER
    return GREEN
