"""Reads of running projects: what is due, what was reached, what was spent."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from plans.selectors import framework

from .figures import achievement, burn_rate, to_date
from .models import Actual, Duty, Expenditure, Report


def duties_of(project):
    """The project's duties with their reports, in the order they fall due."""
    return project.duties.select_related("report").order_by("due_on", "pk")


def open_duties(user):
    """Duties of the projects one manages that wait for a report, soonest first."""
    waiting = Duty.objects.filter(project__manager=user).exclude(kind=Duty.Kind.FRAMEWORK)
    waiting = waiting.exclude(report__state__in=[Report.State.SUBMITTED, Report.State.ACCEPTED])
    return waiting.select_related("project", "report").order_by("due_on")


def overdue_in(countries):
    """Duties past their date without an accepted report, of the projects in ``countries``, the oldest first; at most 20."""
    late = Duty.objects.filter(project__countries__in=countries, due_on__lt=timezone.localdate())
    late = late.exclude(report__state=Report.State.ACCEPTED).exclude(kind=Duty.Kind.FRAMEWORK)
    return late.select_related("project").distinct().order_by("due_on")[:20]


def reports_to_accept(user):
    """Submitted reports that the person may accept, oldest first."""
    sent = Report.objects.visible_to(user).filter(state=Report.State.SUBMITTED)
    return sent.exclude(submitted_by=user).select_related("duty__project").order_by("submitted_at")


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
    rows = []
    for indicator in tree.indicators:
        reached = to_date(indicator.over_time, values[indicator.lineage])
        percent = achievement(
            kind=indicator.kind,
            direction=indicator.direction,
            baseline=indicator.baseline_value,
            target=indicator.target_value,
            actual=reached,
        )
        rows.append(IndicatorProgress(indicator, reached, percent))
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


def _time_elapsed(project):
    if not (project.starts_on and project.ends_on):
        return None
    total = (project.ends_on - project.starts_on).days + 1
    gone = (timezone.localdate() - project.starts_on).days + 1
    return burn_rate(Decimal(min(max(gone, 0), total)), Decimal(total))
