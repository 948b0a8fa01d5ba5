"""What is known of projects from their plans in force, duties and accepted reports: of one or of hundreds by the same queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from django.db.models import Prefetch

from plans.models import BudgetLine, Indicator, PlanVersion
from plans.selectors import phases_of

from .. import spending
from ..figures import Milestone, end_of_month, light
from ..models import Actual, ActualSplit, Duty, Evidence, Expenditure, Report
from .results import SEX, SPLIT_KINDS

ZERO = Decimal("0.00")
SOON = timedelta(days=30)


@dataclass
class Known:
    """All that lights, burn and counters are read from. ``values``: {lineage: actuals of accepted reports, oldest first}.

    ``durations``: months of the versions that are or were in force, the oldest first.
    """

    project: object
    version: object
    durations: list
    indicators: list = field(default_factory=list)
    lines: list = field(default_factory=list)
    values: dict = field(default_factory=lambda: defaultdict(list))
    reports: list = field(default_factory=list)
    spent_in: dict = field(default_factory=lambda: defaultdict(lambda: ZERO))
    spent_on: dict = field(default_factory=lambda: defaultdict(lambda: ZERO))
    duties: list = field(default_factory=list)
    evidence: set = field(default_factory=set)  # (report, lineage) of what is shown by a file or an address

    @property
    def budget(self):
        """USD of the plan in force."""
        return sum((line.amount for line in self.lines), ZERO)

    @property
    def spent(self):
        """USD in accepted reports."""
        return sum(self.spent_in.values(), ZERO)

    @property
    def money_until(self):
        """Until when accepted reports say what was spent, or None."""
        return self.reports[-1].duty.ends_on if self.reports else None

    def half_years(self):
        """(last day, USD planned in it) of each half-year; the last ends with the project."""
        phases = [phases_of(line, self.version.duration_months) for line in self.lines]
        sums = [sum(amounts, ZERO) for amounts in zip(*phases, strict=True)]
        ends = spending.phase_ends(self.project.starts_on, self.project.ends_on, len(sums))
        return [(min(end, self.project.ends_on), amount) for end, amount in zip(ends, sums, strict=True)]

    def reading_of(self, indicator, *, on, thresholds):
        """The light of one of its indicators on a day."""
        actuals = self.values[indicator.lineage]
        rating = next((actual.rating for actual in reversed(actuals) if actual.rating), "")
        values, milestones = [actual.value for actual in actuals], milestones_of(indicator, self.project)
        return light(indicator, values, milestones, on=on, thresholds=thresholds, rating=rating)

    def said(self):
        """(indicator, actual) of everything that accepted reports say of the indicators of the plan in force."""
        return [
            (indicator, actual)
            for indicator in self.indicators
            for actual in self.values[indicator.lineage]
            if actual.value is not None or actual.rating
        ]


def milestones_of(indicator, project):
    """An indicator's milestones by their days, and the final target at the end of the project."""
    start = project.starts_on
    rows = [
        Milestone(min(end_of_month(start, row.month), project.ends_on), row.value)
        for row in indicator.milestones.all()
        if row.value is not None or indicator.kind == Indicator.Kind.QUALITATIVE
    ]
    return [*rows, Milestone(project.ends_on, indicator.target_value, is_final=True)]


def known_of(projects):
    """{key of a project: ``Known``} of those of ``projects`` that were started and have a plan in force; 13 queries for all."""
    plans = {project.plan_id: project for project in projects if project.starts_on and project.ends_on}
    frozen = PlanVersion.objects.filter(plan__in=plans.keys() - {None}, status__in=PlanVersion.FROZEN)
    durations, found = defaultdict(list), {}
    for version in frozen.select_related("plan").order_by("number"):
        durations[version.plan_id].append(version.duration_months)
        if version.status == PlanVersion.Status.APPROVED:
            project = plans[version.plan_id]
            found[project.pk] = Known(project, version, durations[version.plan_id])
    by_version = {known.version.pk: known for known in found.values()}
    indicators = Indicator.objects.filter(node__version__in=by_version).select_related("node")
    for indicator in indicators.prefetch_related("milestones", "axes").order_by("node__position", "position", "pk"):
        by_version[indicator.node.version_id].indicators.append(indicator)
    lines = BudgetLine.objects.filter(version__in=by_version).select_related("activity")
    for line in lines.prefetch_related("phase_amounts").order_by("position", "pk"):
        by_version[line.version_id].lines.append(line)
    _add_reports(found)
    return found


def _add_reports(found):
    duties = Duty.objects.filter(project__in=found).order_by("due_on", "pk")
    kept = Report.objects.exclude(state=Report.State.DROPPED)
    for duty in duties.prefetch_related(Prefetch("reports", kept), "deliveries"):
        known = found[duty.project_id]
        duty.project = known.project
        known.duties.append(duty)
        known.reports += [report for report in duty.reports.all() if report.state == Report.State.ACCEPTED]
    for known in found.values():
        known.reports.sort(key=lambda report: (report.duty.ends_on, report.pk))
    projects = {report.pk: known for known in found.values() for report in known.reports}
    accepted = Report.objects.accepted().filter(duty__project__in=found)
    splits = Prefetch("splits", ActualSplit.objects.select_related("part"))
    actuals = Actual.objects.filter(report__in=accepted.values("pk")).select_related("report__duty")
    for actual in actuals.prefetch_related(splits).order_by("report__duty__ends_on", "pk"):
        projects[actual.report_id].values[actual.lineage].append(actual)
    rows = Expenditure.objects.filter(report__in=accepted.values("pk")).values_list("report", "lineage", "amount")
    for report, lineage, amount in rows:
        projects[report].spent_in[report] += amount
        projects[report].spent_on[lineage] += amount
    for report, lineage in Evidence.objects.filter(report__in=accepted.values("pk")).values_list("report", "lineage"):
        projects[report].evidence.add((report, lineage))


@dataclass(frozen=True)
class Money:
    """How the spending of a project stands; percent and points, None before they can be said."""

    burn: Decimal | None
    planned: Decimal | None
    elapsed: Decimal
    gap: Decimal | None
    light: str
    overspent: tuple = ()


def money_of(known, *, on, thresholds):
    """The ``Money`` of a project. What was planned is read on the day until which money is reported, to compare like with like.

    Without an accepted report nothing is known of the money: no gap, no light.
    """
    project, until, budget = known.project, known.money_until, known.budget
    elapsed = spending.time_elapsed(project.starts_on, project.ends_on, on)
    halves = known.half_years()
    planned = spending.planned([amount for _end, amount in halves], [end for end, _amount in halves], until or on)
    plan = spending.share(planned, budget)
    if until is None:
        return Money(None, plan, elapsed, None, "")
    burn = spending.share(known.spent, budget)
    points = spending.gap(burn, plan, elapsed)
    lines = [spending.Line(line.amount, known.spent_on[line.lineage], line.is_evaluation) for line in known.lines]
    code = spending.light(
        lines,
        points,
        has_ended=until >= project.ends_on,
        overspend=thresholds["overspend_percent"],
        amber=thresholds["burn_amber_points"],
        red=thresholds["burn_red_points"],
    )
    overspent = tuple(line for line in known.lines if known.spent_on[line.lineage] > line.amount)
    return Money(burn, plan, elapsed, points, str(code), overspent)


def is_soon(duty, on):
    """Whether a report is owed within thirty days."""
    return duty.is_reported and on <= duty.due_on <= on + SOON and duty.is_owed


def was_on_time(duty):
    """Whether the first report of a duty was submitted by the day it was due."""
    days = [report.submitted_at.date() for report in duty.reports.all() if report.submitted_at]
    return bool(days) and min(days) <= duty.due_on


def axes_of(indicator):
    """Codes of what an indicator is split by: those of the plan, and sex where it counts people."""
    if indicator.kind not in SPLIT_KINDS:
        return set()
    return {axis.pk for axis in indicator.axes.all()} | ({SEX} if indicator.counts_people else set())


def adds_up(indicator, actual):
    """Whether the parts of every axis of a value add up to it; of a percentage its two numbers do."""
    names = ("value",) if indicator.kind == Indicator.Kind.NUMBER else ("numerator", "denominator")
    for axis in axes_of(indicator):
        parts = [split for split in actual.splits.all() if split.part.axis_id == axis]
        sums = [sum((getattr(part, name) or 0 for part in parts), Decimal(0)) for name in names]
        if not parts or sums != [getattr(actual, name) for name in names]:
            return False
    return True


def waiting_duties(known):
    """What a project owes, soonest first, what is late before it."""
    return [duty for duty in known.duties if duty.is_owed]
