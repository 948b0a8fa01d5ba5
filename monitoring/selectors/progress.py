"""Reads of what running projects reached and spent, from accepted reports only."""

from dataclasses import dataclass
from decimal import Decimal

from plans.selectors import framework

from ..figures import achievement, to_date
from ..models import Actual


def measured_otherwise(version):
    """Indicators of a plan version that reports measured with another kind, unit or way to add up."""
    indicators = framework(version).indicators
    known = Actual.objects.filter(lineage__in=[indicator.lineage for indicator in indicators])
    measured = {actual.lineage: _measure(actual.indicator) for actual in known.select_related("indicator")}
    return [
        indicator
        for indicator in indicators
        if _measure(indicator) != measured.get(indicator.lineage, _measure(indicator))
    ]


def _measure(indicator):
    return indicator.kind, indicator.unit, indicator.over_time


@dataclass(frozen=True)
class IndicatorProgress:
    """An indicator with the value reached to date and its achievement in percent (or None)."""

    indicator: object
    reached: Decimal | None
    percent: Decimal | None


def progress_of(indicator, values):
    """``IndicatorProgress`` from the ``values`` of accepted reports, oldest first."""
    reached = to_date(indicator.over_time, values)
    percent = achievement(
        kind=indicator.kind,
        direction=indicator.direction,
        baseline=indicator.baseline_value,
        target=indicator.target_value,
        actual=reached,
    )
    return IndicatorProgress(indicator, reached, percent)
