"""Reads of what running projects reached and spent, from accepted reports only."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from plans.selectors import framework

from ..figures import achievement, burn_rate, to_date
from ..models import Actual, Expenditure, Report


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


@dataclass(frozen=True)
class Progress:
    """What accepted reports say of a project: tree of results, progress by indicator, money, time."""

    tree: object
    indicators: list
    spent: Decimal
    burn: Decimal | None
    time: Decimal | None
    reports: int
    as_of: object


def progress(project):
    """Progress from accepted reports only; None for a project without an approved plan. Constant number of queries."""
    version = project.plan.approved if project.plan_id else None
    if version is None:
        return None
    tree = framework(version)
    values = defaultdict(list)
    accepted = Report.objects.accepted().filter(duty__project=project).order_by("duty__ends_on")
    for actual in Actual.objects.filter(report__in=accepted).order_by("report__duty__ends_on"):
        values[actual.lineage].append(actual.value)
    rows = [progress_of(indicator, values[indicator.lineage]) for indicator in tree.indicators]
    spent = sum(Expenditure.objects.filter(report__in=accepted).values_list("amount", flat=True), Decimal(0))
    reports = list(accepted.values_list("accepted_at", flat=True))
    return Progress(
        tree=tree,
        indicators=rows,
        spent=spent,
        burn=burn_rate(spent, tree.totals.total),
        time=_time_elapsed(project),
        reports=len(reports),
        as_of=max(reports, default=None),
    )


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


def _time_elapsed(project):
    if not (project.starts_on and project.ends_on):
        return None
    total = (project.ends_on - project.starts_on).days + 1
    gone = (timezone.localdate() - project.starts_on).days + 1
    return burn_rate(Decimal(min(max(gone, 0), total)), Decimal(total))
