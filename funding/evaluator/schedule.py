"""The reporting schedule of a project, from its dates and the rules R01–R04, R12 and R14. Pure date arithmetic."""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Parameters:
    """Parameters of R01 (months after start), R02 (period, days, least total) and R03 (months after end).

    And, where these rules are in force, of R14 (months before the end) and of R12 (months from the end to both ends of
    the window); None asks for no planning and no evaluation.
    """

    framework_months: int
    period_months: int
    interim_days: int
    least_total_months: int
    final_months: int
    planning_months: int | None = None
    evaluation_from_months: int | None = None
    evaluation_to_months: int | None = None


@dataclass(frozen=True)
class Item:
    """One thing that falls due: kind, number, the period it covers (both days included), the day it is due."""

    kind: str
    sequence: int
    starts_on: date
    ends_on: date
    due_on: date
    rule_code: str


def schedule(starts_on, ends_on, parameters, *, kept=()):
    """Items of a project that runs from ``starts_on`` to ``ends_on``, both included, in the order they fall due.

    R01: framework and work plan, months after the start. R02: an interim report for each whole period that ends before the
    project does, if the project lasts long enough (R04). R03: the final report covers what is left. R14: planning of the
    evaluation, months before the end, R12: the evaluation itself, in a window after it.

    ``kept``: interim periods that stay as they are, as (number, first day, last day); they are not among the items, which
    cover the days besides. With them, and without, each day of the project is covered once. Raises ValueError when a kept
    period leaves the final report no day, or two of them overlap.
    """
    framework_due = starts_on + relativedelta(months=parameters.framework_months)
    items = [Item("FRAMEWORK", 1, starts_on, starts_on, framework_due, "R01")]
    *interim, final = _periods(starts_on, ends_on, parameters, kept)
    for number, first, last in _numbered(interim, kept):
        items.append(Item("INTERIM", number, first, last, last + timedelta(days=parameters.interim_days), "R02"))
    final_due = ends_on + relativedelta(months=parameters.final_months)
    items.append(Item("FINAL", 1, *final, final_due, "R03"))
    items += _evaluation(starts_on, ends_on, parameters)
    return sorted(items, key=lambda item: item.due_on)


def is_long_enough(starts_on, ends_on, least_total_months):
    """Whether a project lasts the months from which on interim reports are owed (R02, R04)."""
    return starts_on + relativedelta(months=least_total_months, days=-1) <= ends_on


def last_request_day(ends_on, months_before_end):
    """The last day on which an extension or a budget revision can be asked for in time (R08)."""
    return ends_on - relativedelta(months=months_before_end)


def _evaluation(starts_on, ends_on, parameters):
    """R14 and R12, as far as they are in force; the planning of a very short project begins when the project does."""
    if parameters.planning_months is not None:
        due_on = max(starts_on, ends_on - relativedelta(months=parameters.planning_months))
        yield Item("EVAL_PLAN", 1, due_on, ends_on, due_on, "R14")
    if parameters.evaluation_to_months is not None:
        first = ends_on + relativedelta(months=parameters.evaluation_from_months)
        last = ends_on + relativedelta(months=parameters.evaluation_to_months)
        yield Item("EVALUATION", 1, first, last, last, "R12")


def _periods(starts_on, ends_on, parameters, kept):
    """(first day, last day) of all periods that are not kept, in their order; the last is that of the final report."""
    found, day = [], starts_on
    borders = list(_borders(starts_on, ends_on, parameters))
    for _number, first, last in sorted(kept, key=lambda row: row[1]):
        if first < day or last >= ends_on:
            raise ValueError(f"{first} – {last}")
        found += _pieces(day, first - DAY, borders)
        day = last + DAY
    return found + _pieces(day, ends_on, borders)


def _borders(starts_on, ends_on, parameters):
    """Last days of the whole periods that end before the project does; none of a short project (R04)."""
    if not is_long_enough(starts_on, ends_on, parameters.least_total_months):
        return
    number = 1
    # counted from the start each time, so that 31 January + 6 + 6 months does not drift to 30 July and then 30 January
    while (last := starts_on + relativedelta(months=parameters.period_months * number) - DAY) < ends_on:
        yield last
        number += 1


def _pieces(first, last, borders):
    """The days from ``first`` to ``last``, cut at the borders; a rest of less than a month joins the period after it."""
    pieces = []
    for border in borders:
        if first + relativedelta(months=1) - DAY <= border < last:
            pieces.append((first, border))
            first = border + DAY
    return [*pieces, (first, last)] if first <= last else pieces


def _numbered(periods, kept):
    """(number, first day, last day): the lowest numbers that no kept period has, in the order of time."""
    taken, number = {row[0] for row in kept}, 0
    for first, last in periods:
        number += 1
        while number in taken:
            number += 1
        yield number, first, last
