"""Timeline, burn chart and sparkline: where things stand. Pure geometry.

Places along the time are percentages, so that a drawing fills its place and its words keep their size; what a template writes
into attributes is text, which no language formats.
"""

import itertools
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from dateutil.relativedelta import relativedelta

HUNDRED = Decimal(100)
HUNDREDTH = Decimal("0.01")
MOST_TICKS = 6  # so many dates stand apart on a telephone
STEPS = (1, 3, 6, 12, 24, 36, 60)  # months
CHART = 1000  # width of the lines of a burn chart, in units of their own; they are stretched
SPARK_WIDTH, SPARK_HEIGHT, SPARK_MARGIN = 72, 22, 3


@dataclass(frozen=True)
class Axis:
    """A stretch of time from the first to the last day, both included."""

    first: date
    last: date

    @property
    def days(self):
        """How many days it has."""
        return (self.last - self.first).days + 1

    def at(self, day):
        """Where a day begins, in percent; days outside stand at the nearer end."""
        return HUNDRED * min(max((day - self.first).days, 0), self.days) / self.days

    def after(self, day):
        """Where a day ends, in percent."""
        return self.at(day + timedelta(days=1))

    def ticks(self):
        """The first days of months to name, at most ``MOST_TICKS``, as ``Tick``s."""
        for step in STEPS:
            days = list(self._firsts(step))
            if len(days) <= MOST_TICKS:
                break
        return [Tick(day, _text(self.at(day))) for day in days]

    def _firsts(self, step):
        start = date(self.first.year, 1, 1)
        count = 0
        while (day := start + relativedelta(months=step * count)) <= self.last:
            count += 1
            if day >= self.first:
                yield day


@dataclass(frozen=True)
class Tick:
    """A date named on an axis."""

    day: date
    x: str


@dataclass(frozen=True)
class Span:
    """A stretch of time in a drawing: ``x``, ``width`` and ``middle`` in percent; ``item``: what it stands for."""

    item: object
    x: str
    width: str
    middle: str


@dataclass(frozen=True)
class Mark:
    """A day in a drawing; several things may fall on it."""

    item: object
    day: date
    x: str


@dataclass(frozen=True)
class Timeline:
    """The life of a project: ``project`` (start to end as first agreed), ``extensions``, ``periods``, ``duties``, ``windows``."""

    ticks: list
    project: Span
    extensions: list
    periods: list
    duties: list
    windows: list
    today: str | None


def span(axis, item, first, last):
    """The ``Span`` of the days ``first`` to ``last``, both included."""
    start, end = axis.at(first), axis.after(last)
    return Span(item, _text(start), _text(end - start), _text((start + end) / 2))


def timeline(starts_on, ends, *, today, periods, duties, windows):
    """The ``Timeline`` of a project.

    ``ends``: its agreed ends, the first one first, the present one last. ``periods`` and ``windows``: (item, first, last day).
    ``duties``: (item, day). The drawing goes on until everything that is due has its place.
    """
    days = [last for _item, _first, last in windows] + [day for _item, day in duties]
    axis = Axis(starts_on, max([ends[-1], *days]) + timedelta(days=10))
    later = list(itertools.pairwise(ends))
    return Timeline(
        ticks=axis.ticks(),
        project=span(axis, None, starts_on, ends[0]),
        extensions=[span(axis, new, old + timedelta(days=1), new) for old, new in later if new > old],
        periods=[span(axis, item, first, last) for item, first, last in periods],
        duties=[Mark(item, day, _text(axis.after(day))) for item, day in duties],
        windows=[span(axis, item, first, last) for item, first, last in windows],
        today=_text(axis.at(today)) if axis.first <= today <= axis.last else None,
    )


@dataclass(frozen=True)
class Burn:
    """Planned and accepted spending added up over the time of a project.

    ``planned`` and ``spent`` are points of lines in a box of 1000 by 1000; ``dots`` where a report ends: (x, y) in percent;
    ``lines``: (y in percent, USD) to read amounts by.
    """

    planned: str
    spent: str
    dots: list
    lines: list
    ticks: list
    today: str | None
    budget_y: str


def burn_chart(starts_on, ends_on, *, today, planned, spent, budget):
    """The ``Burn`` of a project. ``planned`` and ``spent``: (last day, USD in it), in order; None without a budget."""
    axis = Axis(starts_on, ends_on)
    steps, reported = _added_up(planned), _added_up(spent)
    most = max([budget, *(amount for _day, amount in steps + reported)])
    if not most:
        return None
    step = round_step(most / 4)
    most = step * (most / step).to_integral_value(ROUND_CEILING)
    points = [(axis.after(day), amount) for day, amount in reported]
    return Burn(
        planned=_points([(Decimal(0), Decimal(0)), *((axis.after(day), amount) for day, amount in steps)], most),
        spent=_points([(Decimal(0), Decimal(0)), *points], most) if points else "",
        dots=[(_text(x), _text(HUNDRED - HUNDRED * amount / most)) for x, amount in points],
        lines=[(_text(HUNDRED - HUNDRED * step * part / most), step * part) for part in range(int(most / step) + 1)],
        ticks=axis.ticks(),
        today=_text(axis.at(today)) if starts_on <= today <= ends_on else None,
        budget_y=_text(HUNDRED - HUNDRED * budget / most),
    )


def round_step(least):
    """The smallest of 1, 2, 2.5, 5 and 10 times a power of ten that is not less than ``least``: what an axis counts in."""
    power = Decimal(10) ** Decimal(least).adjusted()
    return next(power * times for times in map(Decimal, ("1", "2", "2.5", "5", "10")) if power * times >= least)


def _added_up(rows):
    total, found = Decimal(0), []
    for day, amount in rows:
        total += amount
        found.append((day, total))
    return found


def _points(points, most):
    return " ".join(f"{int(x * 10)},{int(1000 - 1000 * amount / most)}" for x, amount in points)


@dataclass(frozen=True)
class Spark:
    """A small line of the values to date after each report; ``x`` and ``y`` of the last, ``target`` its height or ""."""

    points: str
    x: int
    y: int
    target: str
    width: int = SPARK_WIDTH
    height: int = SPARK_HEIGHT
    right: int = SPARK_WIDTH - SPARK_MARGIN


def sparkline(values, *, baseline, target):
    """The ``Spark`` of ``values`` to date, oldest first; it begins at the baseline where that is known; None without values."""
    values = [value for value in [baseline, *values] if value is not None]
    if not values or (len(values) == 1 and baseline is not None):
        return None
    everything = values if target is None else [*values, target]
    low, high = min(everything), max(everything)

    def height(value):
        share = (value - low) / (high - low) if high > low else Decimal("0.5")
        return int(SPARK_HEIGHT - SPARK_MARGIN - share * (SPARK_HEIGHT - 2 * SPARK_MARGIN))

    room, steps = SPARK_WIDTH - 2 * SPARK_MARGIN, max(len(values) - 1, 1)
    places = [(SPARK_MARGIN + room * number // steps, height(value)) for number, value in enumerate(values)]
    points = " ".join(f"{x},{y}" for x, y in places) if len(places) > 1 else ""
    return Spark(points, *places[-1], "" if target is None else str(height(target)))


def _text(number):
    return str(Decimal(number).quantize(HUNDREDTH))
