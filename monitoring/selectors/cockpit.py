"""How one project stands, for its working page: timeline, lights of its results, burn, what is due next."""

from dataclasses import dataclass, field
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from funding.models import RatingStep
from plans.figures import by_result
from plans.reading import Names, baseline_words, value_words
from plans.selectors import framework

from .. import drawing
from ..figures import activity_light, attention, end_of_month, roll_up, to_date
from ..lights import REMARKS, Light
from ..models import ActivityProgress, Duty, Report
from .activities import DONE_WITH
from .standings import standing_of
from .status import known_of, money_of, waiting_duties
from .thresholds import thresholds

ZERO = Decimal("0.00")
WINDOWS = (Duty.Kind.EVALUATION,)
WORDED = (
    "kind", "scale_id", "baseline_text", "baseline_value", "baseline_state", "baseline_year", "baseline_due_month"
)  # fmt: skip
NEXT = 3  # duties that are shown as next


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator with its light and all its values in words; ``series``: (last day of a period, value to date in words)."""

    indicator: object
    reading: object
    light: Light
    baseline: str
    target: str
    due: str
    reached: str
    remark: str
    spark: object
    series: list


@dataclass(frozen=True)
class LateActivity:
    """An activity whose planned end has passed or is near, with its end and the last word of an accepted report, or ""."""

    activity: object
    light: Light
    ends_on: object
    status: str


@dataclass
class Result:
    """An objective, outcome or output with its indicators; ``counts``: (light, number) of them and of those below it.

    ``activities``: those of an output that are late or end soon.
    """

    node: object
    rows: list
    counts: list = field(default_factory=list)
    attention: Light | None = None
    budget: Decimal | None = None
    spent: Decimal | None = None
    activities: list = field(default_factory=list)


@dataclass(frozen=True)
class HalfYear:
    """A half-year of the burn chart's table: what was planned and accepted until its last day, added up (USD)."""

    ends_on: object
    planned: Decimal
    spent: Decimal | None


@dataclass
class Cockpit:
    """All that the working page says of how a project stands."""

    project: object
    version: object
    standing: object
    money: object
    results: list
    timeline: object
    periods: list
    burn: object
    half_years: list
    duties: list
    next_duties: list
    overspent: list
    last_report: object
    today: object

    @property
    def balance(self):
        """USD of the budget that are not spent."""
        return self.standing.budget - self.standing.spent


def cockpit_of(project):
    """The ``Cockpit`` of a project, or None without a plan in force and dates; its queries do not grow with its rows."""
    known = known_of([project]).get(project.pk)
    if known is None:
        return None
    today, limits = timezone.localdate(), thresholds()
    money = money_of(known, on=today, thresholds=limits)
    ends = _ends(known)
    return Cockpit(
        project=known.project,
        version=known.version,
        standing=standing_of(known, on=today, thresholds=limits),
        money=money,
        results=_results(known, today, limits),
        timeline=_timeline(known, ends, today),
        periods=_periods(known, today),
        burn=_burn(known, today),
        half_years=_half_years(known),
        duties=known.duties,
        next_duties=waiting_duties(known)[:NEXT],
        overspent=[(line, known.spent_on[line.lineage]) for line in money.overspent],
        last_report=known.reports[-1] if known.reports else None,
        today=today,
    )


def _ends(known):
    """The ends that were agreed one after the other: by the durations of the plan's versions, the present one last."""
    start = known.project.starts_on
    ends = [start + relativedelta(months=months, days=-1) for months in known.durations if months]
    earlier = sorted({end for end in ends if start < end < known.project.ends_on})
    return [*earlier, known.project.ends_on]


def _timeline(known, ends, today):
    reported = [duty for duty in known.duties if duty.is_reported]
    return (
        drawing.timeline(
            known.project.starts_on,
            ends,
            today=today,
            periods=[
                (row, row.duty.starts_on, row.duty.ends_on) for row in _periods(known, today) if row.duty.is_reported
            ],
            duties=[(duty, duty.due_on) for duty in known.duties],
            windows=[(duty, duty.starts_on, duty.ends_on) for duty in known.duties if duty.kind in WINDOWS],
        )
        if reported
        else None
    )


@dataclass(frozen=True)
class Period:
    """A duty with its newest report (or None) and whether it is late."""

    duty: object
    report: object
    is_late: bool

    @property
    def tone(self):
        """Colour family in the timeline."""
        if self.is_late:
            return "danger"
        return self.report.state_tone if self.report else "none"


def _periods(known, today):
    return [Period(duty, duty.report, duty.is_late_on(today)) for duty in known.duties]


def _burn(known, today):
    """The chart: what the phases of the budget foresee, beside what accepted reports say."""
    project = known.project
    spent = [(min(report.duty.ends_on, project.ends_on), known.spent_in[report.pk]) for report in known.reports]
    return drawing.burn_chart(
        project.starts_on, project.ends_on, today=today, planned=known.half_years(), spent=spent, budget=known.budget
    )


def _half_years(known):
    rows, planned = [], ZERO
    for ends_on, amount in known.half_years():
        planned += amount
        until = [known.spent_in[report.pk] for report in known.reports if report.duty.ends_on <= ends_on]
        is_reported = known.money_until is not None and known.money_until >= ends_on
        rows.append(HalfYear(ends_on, planned, sum(until, ZERO) if is_reported else None))
    return rows


def _results(known, today, limits):
    """The results in reading order, each with the lights below it and, where activities cost something, its money."""
    tree, names = framework(known.version, indicators=known.indicators, lines=known.lines), _names(known)
    done = _progress(known)
    rows = {one.pk: _row(known, one, names, today, limits) for one in known.indicators}
    spent = {line.activity_id: ZERO for line in known.lines}
    for line in known.lines:
        spent[line.activity_id] += known.spent_on[line.lineage]
    costs, spending = by_result(tree.outcomes, tree.totals.by_activity), by_result(tree.outcomes, spent)
    found = []
    for node in tree.nodes:
        own = [rows[indicator.pk] for indicator in node.indicator_rows]
        below = [rows[one.pk] for output in node.outputs for one in output.indicator_rows] if node in costs else []
        lights = [row.reading.light for row in own + below]
        outputs = [row.reading.light for row in below or own]
        counts = [(Light(code), number) for code, number in roll_up(lights).items()]
        found.append(
            Result(
                node,
                own,
                counts,
                Light(attention(outputs)),
                costs.get(node),
                spending.get(node),
                _late(known, node, done, today),
            )
        )
    return found


def _progress(known):
    """{lineage: the last accepted report's progress of an activity}"""
    accepted = ActivityProgress.objects.filter(report__duty__project=known.project, report__state=Report.State.ACCEPTED)
    return {row.lineage: row for row in accepted.order_by("report__duty__ends_on", "pk")}


def _late(known, node, done, today):
    """The activities of an output whose planned end has passed or is near, unless they are over."""
    found = []
    for activity in node.activity_rows:
        row = done.get(activity.lineage)
        ends_on = (row and row.revised_end) or end_of_month(known.project.starts_on, activity.end_month)
        code = activity_light(ends_on, is_over=row is not None and row.status in DONE_WITH, on=today)
        if code:
            found.append(LateActivity(activity, Light(code), ends_on, row.get_status_display() if row else ""))
    return found


def _names(known):
    """The words of the steps of scales; asked only where an indicator has one."""
    scales = {indicator.scale_id for indicator in known.indicators if indicator.scale_id}
    steps = RatingStep.objects.filter(scale__in=scales) if scales else []
    return Names(steps={(step.scale_id, step.number): step.name for step in steps})


def _row(known, indicator, names, today, limits):
    reading = known.reading_of(indicator, on=today, thresholds=limits)
    data = {name: getattr(indicator, name) for name in WORDED}  # without the unit, which stands under the title

    def words(value):
        return value_words(data, value, names)

    series = _series(known.values[indicator.lineage], indicator.over_time)
    milestone = reading.milestone
    return IndicatorRow(
        indicator=indicator,
        reading=reading,
        light=Light(reading.light),
        baseline=baseline_words(data, names),
        target=indicator.target_text or words(indicator.target_value),
        due=words(milestone.value) if milestone else "",
        reached=words(reading.reached),
        remark=REMARKS.get(reading.remark, ""),
        spark=drawing.sparkline(
            [value for _day, value in series], baseline=indicator.baseline_value, target=indicator.target_value
        ),
        series=[(day, words(value)) for day, value in series],
    )


def _series(actuals, over_time):
    """(last day of the period, value to date) after each accepted report that says something."""
    found, values = [], []
    for actual in actuals:
        values.append(actual.value)
        if actual.value is not None:
            found.append((actual.report.duty.ends_on, to_date(over_time, values)))
    return found
