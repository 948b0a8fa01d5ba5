"""Reading results: to date, achievement, lights, how they add up. Decimal throughout, rounded half up at the end only.

Lights are codes (``monitoring.lights`` has their words). Nothing expects a straight line: workshops come in lumps, so a light
speaks only of what is due, a milestone or the final target.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from dateutil.relativedelta import relativedelta

TENTH = Decimal("0.1")
HUNDRED = Decimal(100)
NOT_DUE, NO_DATA, REACHED, ON_TRACK, BEHIND, OFF_TRACK = LIGHTS = (
    "NOT_DUE", "NO_DATA", "REACHED", "ON_TRACK", "BEHIND", "OFF_TRACK",
)  # fmt: skip
WORST_FIRST = (OFF_TRACK, NO_DATA, BEHIND, ON_TRACK, REACHED)  # silence may hide anything, so it ranks before "behind"
AMBER_DAYS = 30  # an activity that ends this soon
FAR_ABOVE = Decimal(150)  # percent; more likely a target that was set too low
BELOW_BASELINE, CHECK_TARGET = "BELOW_BASELINE", "CHECK_TARGET"


def to_date(over_time, values):
    """The value reached: the sum of increments, or the latest; None without values. ``values`` oldest first."""
    values = [value for value in values if value is not None]
    if not values:
        return None
    return sum(values, Decimal(0)) if over_time == "SUM" else values[-1]


def achievement(*, kind, direction, baseline, target, actual):
    """Percent of the way from baseline to target, one decimal; None where it cannot be said.

    Works for falling targets too; below zero means the wrong way. A missing baseline counts as zero only when the value
    should rise. An equal target and baseline is 100 when kept on the right side, else 0. Yes or no is 100 or 0.
    """
    if kind == "QUALITATIVE" or actual is None or target is None:
        return None
    if kind == "YES_NO":
        return Decimal("100.0") if actual == target else Decimal("0.0")
    if baseline is None:
        if direction != "INCREASE":
            return None
        baseline = Decimal(0)
    if target == baseline:
        return Decimal("100.0") if _is_there(direction, actual, target) else Decimal("0.0")
    share = 100 * (actual - baseline) / (target - baseline)
    return share.quantize(TENTH, rounding=ROUND_HALF_UP)


def _is_there(direction, actual, target):
    return actual <= target if direction == "DECREASE" else actual >= target


def remark(percent):
    """BELOW_BASELINE below zero, CHECK_TARGET far above the target, else ""; ``percent`` is an achievement or None."""
    if percent is None:
        return ""
    return BELOW_BASELINE if percent < 0 else CHECK_TARGET if percent > FAR_ABOVE else ""


def percentage(parts):
    """100·Σn/Σd of (numerator, denominator) pairs, one decimal; None if all denominators are nothing.

    The mean of percentages would give a training of three people the weight of one of three hundred.
    """
    parts = list(parts)
    whole = sum((Decimal(denominator) for _numerator, denominator in parts), Decimal(0))
    if not whole:
        return None
    share = HUNDRED * sum((Decimal(numerator) for numerator, _denominator in parts), Decimal(0)) / whole
    return share.quantize(TENTH, rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Milestone:
    """What should be reached by a day: ``value`` in the indicator's unit (None in words); the last is the final target."""

    due_on: date
    value: Decimal | None
    is_final: bool = False


@dataclass(frozen=True)
class Reading:
    """A light and what it was read from.

    ``percent``: achievement against the final target; ``against``: against the ``milestone`` due, which decides on the light.
    """

    light: str
    reached: Decimal | None = None
    percent: Decimal | None = None
    against: Decimal | None = None
    milestone: Milestone | None = None
    is_above: bool = False

    @property
    def remark(self):
        """What to say of an unlikely achievement, as a code, or ""."""
        return remark(self.percent)


def end_of_month(starts_on, month):
    """The last day of a month of the project; the first month begins on the day the project does."""
    return starts_on + relativedelta(months=month) - timedelta(days=1)


def due_at(milestones, on):
    """The last of ``milestones`` (in any order) whose day has come, or None."""
    due = [milestone for milestone in milestones if milestone.due_on <= on]
    return max(due, key=lambda milestone: (milestone.due_on, milestone.is_final), default=None)


def light(indicator, values, milestones, *, on, thresholds, rating=""):
    """The ``Reading`` of an indicator on the day ``on`` (design 2.3).

    ``indicator``: anything with kind, direction, over_time, baseline_value and target_value. ``values``: of accepted reports,
    oldest first. ``milestones``: with the final target among them. ``rating``: the word of the last report about an indicator
    in words. ``thresholds``: those of ``monitoring.selectors.thresholds`` (achievement_green_percent and its like).
    """
    milestone = due_at(milestones, on)
    if indicator.kind == "QUALITATIVE":
        return Reading(rating or (NO_DATA if milestone else NOT_DUE), milestone=milestone)
    reached = to_date(indicator.over_time, values)
    percent = _against(indicator, indicator.target_value, reached)
    if reached is None:
        return Reading(NO_DATA if milestone else NOT_DUE, milestone=milestone)
    against = _against(indicator, milestone.value, reached) if milestone else None
    measured = against if against is not None else _or_reached(indicator, milestone, reached)
    code = _code(indicator, milestone, reached, measured, thresholds)
    is_above = (
        code in (REACHED, ON_TRACK) and measured is not None and measured > thresholds["achievement_above_percent"]
    )
    return Reading(code, reached, percent, against, milestone, is_above)


def _against(indicator, target, reached):
    return achievement(
        kind=indicator.kind,
        direction=indicator.direction,
        baseline=indicator.baseline_value,
        target=target,
        actual=reached,
    )


def _or_reached(indicator, milestone, reached):
    """Where no percentage can be said (a falling value of unknown baseline): 100 or 0, whether it is reached."""
    if milestone is None or milestone.value is None:
        return None
    return HUNDRED if _is_there(indicator.direction, reached, milestone.value) else Decimal(0)


def _code(indicator, milestone, reached, measured, thresholds):
    if _is_final(indicator, milestone, reached):
        return REACHED
    if milestone is None:
        return NOT_DUE
    if measured is None or measured < thresholds["achievement_amber_percent"]:
        return OFF_TRACK
    return ON_TRACK if measured >= thresholds["achievement_green_percent"] else BEHIND


def _is_final(indicator, milestone, reached):
    """Whether the final target is reached; what is to be kept is not before the end, since it can still be lost."""
    target = indicator.target_value
    if target is None:
        return False
    is_kept = indicator.direction == "KEEP" or target == indicator.baseline_value
    if is_kept and not (milestone and milestone.is_final):
        return False
    return reached == target if indicator.kind == "YES_NO" else _is_there(indicator.direction, reached, target)


def activity_light(ends_on, *, is_over, on):
    """OFF_TRACK after the planned end of an activity, BEHIND within 30 days before it, else ""; never once it ``is_over``."""
    if is_over:
        return ""
    if ends_on < on:
        return OFF_TRACK
    return BEHIND if (ends_on - on).days <= AMBER_DAYS else ""


def roll_up(lights):
    """{light: how many} in the order of ``LIGHTS``, without those of which there are none. Never an average."""
    counts = Counter(lights)
    return {light: counts[light] for light in LIGHTS if counts[light]}


def attention(lights):
    """The worst light of what is due, or NOT_DUE if nothing is."""
    found = set(lights)
    return next((light for light in WORST_FIRST if light in found), NOT_DUE)


GOOD, BAD = {REACHED, ON_TRACK}, {BEHIND, OFF_TRACK}


def disagrees(rating, worst):
    """Whether a rating in words and the worst light of what is due say opposite things; silence says nothing."""
    if not rating or worst in (NOT_DUE, NO_DATA):
        return False
    return (rating in GOOD and worst == OFF_TRACK) or (rating == REACHED and worst in BAD) or (
        rating in BAD and worst in GOOD
    )  # fmt: skip
