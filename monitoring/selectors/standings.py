"""How projects stand, as rows for lists: computed here, kept by ``services.standings``."""

from django.utils import timezone

from plans.models import Indicator, ResultNode

from ..figures import attention, disagrees, roll_up
from ..models import Standing
from .status import adds_up, axes_of, is_soon, known_of, money_of, waiting_duties, was_on_time
from .thresholds import thresholds


def standings_of(projects, *, on=None):
    """``Standing`` rows, not saved, of those of ``projects`` (a queryset) that have a plan in force; fifteen queries for all."""
    on, limits = on or timezone.localdate(), thresholds()
    return [standing_of(known, on=on, thresholds=limits) for known in known_of(projects).values()]


def standing_of(known, *, on, thresholds):
    """The ``Standing`` of one project on a day, from what is ``Known`` of it."""
    readings = {row: known.reading_of(row, on=on, thresholds=thresholds) for row in known.indicators}
    outputs = [reading.light for row, reading in readings.items() if row.node.level == ResultNode.Level.OUTPUT]
    worst = attention(outputs)
    counts = {code.lower(): number for code, number in roll_up(one.light for one in readings.values()).items()}
    money = money_of(known, on=on, thresholds=thresholds)
    last = known.reports[-1] if known.reports else None
    rating = last.rating if last else ""
    return Standing(
        project_id=known.project.pk,
        attention=worst,
        above=sum(reading.is_above for reading in readings.values()),
        budget=known.budget,
        spent=known.spent,
        burn=money.burn,
        planned_burn=money.planned,
        elapsed=money.elapsed,
        gap=money.gap,
        money_light=money.light,
        money_until=known.money_until,
        next_due_on=next((duty.due_on for duty in waiting_duties(known)), None),
        manager_rating=rating,
        readers_rating=last.readers_rating if last else "",
        disagrees=disagrees(rating, worst),
        computed_on=on,
        **counts,
        **_reporting(known, on),
        **_quality(known),
    )


def _reporting(known, on):
    fallen_due = [duty for duty in known.duties if duty.is_reported and duty.due_on < on]
    return {
        "reports_due": sum(is_soon(duty, on) for duty in known.duties),
        "reports_late": sum(duty.is_reported and duty.is_late_on(on) for duty in known.duties),
        "reports_expected": len(fallen_due),
        "reports_on_time": sum(was_on_time(duty) for duty in fallen_due),
    }


def _quality(known):
    """Data-quality counters as parts and wholes, so that those of many projects add up without averaging."""
    state = Indicator.BaselineState
    baselines = [row for row in known.indicators if row.baseline_state != state.NOT_APPLICABLE]
    targets = [row for row in known.indicators if row.target_value is not None or row.target_text]
    said = known.said()
    split = [adds_up(indicator, actual) for indicator, actual in said if axes_of(indicator)]
    return {
        "evidence_attached": sum((actual.report_id, actual.lineage) in known.evidence for _row, actual in said),
        "evidence_expected": len(said),
        "splits_complete": sum(split),
        "splits_expected": len(split),
        "targets_defined": len(targets),
        "targets_expected": len(known.indicators),
        "baselines_known": sum(row.baseline_state == state.KNOWN for row in baselines),
        "baselines_expected": len(baselines),
    }
