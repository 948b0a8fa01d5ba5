"""How an indicator stands at the end of a period, and what all of them say of the project: pure arithmetic.

No straight line is expected between baseline and target: without a milestone that is due nothing is judged.
"""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from .figures import achievement

ON_TRACK_FROM, BEHIND_FROM = Decimal(85), Decimal(60)  # percent of what is due
FULL = Decimal(100)


class Light(models.TextChoices):
    """How an indicator stands. The last four are also the ratings of a project, from best to worst."""

    NOT_DUE = "NOT_DUE", _("Not due yet")
    NO_DATA = "NO_DATA", _("No data")
    REACHED = "REACHED", _("Reached")
    ON_TRACK = "ON_TRACK", _("On track")
    BEHIND = "BEHIND", _("Behind")
    OFF_TRACK = "OFF_TRACK", _("Off track")


JUDGED = (Light.REACHED, Light.ON_TRACK, Light.BEHIND, Light.OFF_TRACK)
TONES = {
    Light.NOT_DUE: "neutral", Light.NO_DATA: "neutral", Light.REACHED: "success", Light.ON_TRACK: "success",
    Light.BEHIND: "warning", Light.OFF_TRACK: "danger",
}  # fmt: skip


def light_of(*, kind, direction, baseline, target, due, actual):
    """The Light of an indicator; None for one in words, which no arithmetic judges.

    ``due`` is the value that the last milestone asks for, or the target where that is due; None where nothing is due.
    """
    if kind == "QUALITATIVE":
        return None
    facts = {"kind": kind, "direction": direction, "baseline": baseline, "actual": actual}
    is_kept = target == baseline and due is None  # to stay where one began is reached at the end only
    if actual is not None and target is not None and not is_kept and _is_reached(target, facts):
        return Light.REACHED
    if due is None:
        return Light.NOT_DUE
    return Light.NO_DATA if actual is None else _judged(due, facts)


def _judged(due, facts):
    share = achievement(target=due, **facts)
    if share is None:
        share = FULL if _is_reached(due, facts) else Decimal(0)
    if share >= ON_TRACK_FROM:
        return Light.ON_TRACK
    return Light.BEHIND if share >= BEHIND_FROM else Light.OFF_TRACK


def _is_reached(target, facts):
    """To the last decimal: 99.99 of 100 is not reached, though it is shown as 100%."""
    baseline, actual = facts["baseline"], facts["actual"]
    falls = facts["direction"] == "DECREASE" if baseline in (None, target) else target < baseline
    return actual <= target if falls else actual >= target


@dataclass(frozen=True)
class Counts:
    """How many indicators stand how: [(Light, number)] without zeros, from best to worst, then those not judged."""

    numbers: tuple

    @classmethod
    def of(cls, lights):
        """Count ``lights``; None (in words) is left out."""
        found = Counter(light for light in lights if light is not None)
        return cls(tuple((light, found[light]) for light in (*JUDGED, Light.NOT_DUE, Light.NO_DATA) if found[light]))

    @property
    def worst(self):
        """What the figures say of the project: the worst Light that was judged, "" if none was."""
        judged = [light for light, _number in self.numbers if light in JUDGED]
        return max(judged, key=JUDGED.index, default="")

    def disagrees_with(self, rating):
        """Whether a rating that somebody gave is not what the figures say; False where either is missing."""
        return bool(rating and self.worst and rating != self.worst)
