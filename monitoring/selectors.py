"""Reads of running projects: what is due, what was reached, what was spent."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from plans.models import Indicator
from plans.selectors import framework
from projects.selectors.records import PublicFacts, Spell

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
    rows = [_progress_of(indicator, values[indicator.lineage]) for indicator in tree.indicators]
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


def _progress_of(indicator, values):
    reached = to_date(indicator.over_time, values)
    percent = achievement(
        kind=indicator.kind,
        direction=indicator.direction,
        baseline=indicator.baseline_value,
        target=indicator.target_value,
        actual=reached,
    )
    return IndicatorProgress(indicator, reached, percent)


def facts_of(project):
    """``PublicFacts`` of a project from accepted reports only: values by indicator and period, money by period.

    Four queries, whatever their number; empty for a project without a plan in force.
    """
    version = project.plan.approved if project.plan_id else None
    facts = PublicFacts()
    if version is None:
        return facts
    of_project = {"report__state": Report.State.ACCEPTED, "report__duty__project": project}
    actuals = Actual.objects.filter(value__isnull=False, **of_project).select_related("report__duty")
    spells = defaultdict(list)
    for actual in actuals.order_by("report__duty__ends_on"):
        spells[actual.lineage].append(_spell(actual.report, actual.value))
    for indicator in Indicator.objects.filter(node__version=version, lineage__in=spells):
        found = spells[indicator.lineage]
        row = _progress_of(indicator, [spell.value for spell in found])
        facts.indicators[indicator.lineage] = {"actuals": found, "reached": row.reached, "percent": row.percent}
    reports = Report.objects.accepted().filter(duty__project=project).select_related("duty")
    for report in reports.annotate(spent=Sum("expenditures__amount")).order_by("duty__ends_on"):
        facts.spent.append(_spell(report, report.spent or Decimal(0)))
    return facts


def _spell(report, value):
    return Spell(report.duty.starts_on, report.duty.ends_on, value, timezone.localdate(report.accepted_at))


def _time_elapsed(project):
    if not (project.starts_on and project.ends_on):
        return None
    total = (project.ends_on - project.starts_on).days + 1
    gone = (timezone.localdate() - project.starts_on).days + 1
    return burn_rate(Decimal(min(max(gone, 0), total)), Decimal(total))
