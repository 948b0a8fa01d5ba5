"""The reporting schedule of a project, from its dates and the rules R01–R04. Pure date arithmetic."""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta


@dataclass(frozen=True)
class Parameters:
    """Parameters of R01 (months after start), R02 (period, days, least total) and R03 (months after end)."""

    framework_months: int
    period_months: int
    interim_days: int
    least_total_months: int
    final_months: int


@dataclass(frozen=True)
class Item:
    """One thing that falls due: kind, number, the period it covers (both days included), the day it is due."""

    kind: str
    sequence: int
    starts_on: date
    ends_on: date
    due_on: date
    rule_code: str


def schedule(starts_on, ends_on, parameters):
    """Items of a project that runs from ``starts_on`` to ``ends_on``, both included, in the order they fall due.

    R01: framework and work plan, months after the start. R02: an interim report for each whole period that ends before the
    project does, if the project lasts long enough (R04). R03: the final report covers what is left.
    """
    framework_due = starts_on + relativedelta(months=parameters.framework_months)
    items = [Item("FRAMEWORK", 1, starts_on, starts_on, framework_due, "R01")]
    period_start, sequence = starts_on, 1
    is_long_enough = starts_on + relativedelta(months=parameters.least_total_months, days=-1) <= ends_on
    while is_long_enough:
        # counted from the start each time, so that 31 January + 6 + 6 months does not drift to 30 July and then 30 January
        period_end = starts_on + relativedelta(months=parameters.period_months * sequence) - timedelta(days=1)
        if period_end >= ends_on:
            break
        due_on = period_end + timedelta(days=parameters.interim_days)
        items.append(Item("INTERIM", sequence, period_start, period_end, due_on, "R02"))
        period_start, sequence = period_end + timedelta(days=1), sequence + 1
    final_due = ends_on + relativedelta(months=parameters.final_months)
    return [*items, Item("FINAL", 1, period_start, ends_on, final_due, "R03")]
