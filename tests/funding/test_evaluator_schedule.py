import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.evaluator.schedule import Parameters, schedule

RULES = Parameters(framework_months=1, period_months=6, interim_days=42, least_total_months=12, final_months=3)


def due_dates(starts_on, ends_on):
    return [(item.kind, item.ends_on, item.due_on) for item in schedule(starts_on, ends_on, RULES)]


def test_schedule_of_24_months_is_the_worked_example_of_the_brief():
    assert due_dates(date(2025, 1, 1), date(2026, 12, 31)) == [
        ("FRAMEWORK", date(2025, 1, 1), date(2025, 2, 1)),
        ("INTERIM", date(2025, 6, 30), date(2025, 8, 11)),
        ("INTERIM", date(2025, 12, 31), date(2026, 2, 11)),
        ("INTERIM", date(2026, 6, 30), date(2026, 8, 11)),
        ("FINAL", date(2026, 12, 31), date(2027, 3, 31)),
    ]


def test_schedule_under_twelve_months_has_no_interim_report():
    assert due_dates(date(2025, 1, 1), date(2025, 12, 30)) == [
        ("FRAMEWORK", date(2025, 1, 1), date(2025, 2, 1)),
        ("FINAL", date(2025, 12, 30), date(2026, 3, 30)),
    ]


def test_schedule_of_exactly_twelve_months_has_one_interim_report():
    kinds = [kind for kind, _ends, _due in due_dates(date(2025, 1, 1), date(2025, 12, 31))]

    assert kinds == ["FRAMEWORK", "INTERIM", "FINAL"]


@pytest.mark.parametrize(
    ("starts_on", "first_end", "second_end"),
    [
        (date(2025, 1, 31), date(2025, 7, 30), date(2026, 1, 30)),
        (date(2025, 8, 31), date(2026, 2, 27), date(2026, 8, 30)),
        (date(2023, 8, 29), date(2024, 2, 28), date(2024, 8, 28)),
        (date(2024, 2, 29), date(2024, 8, 28), date(2025, 2, 27)),
    ],
)
def test_schedule_from_a_month_end_does_not_drift(starts_on, first_end, second_end):
    interim = [
        ends
        for kind, ends, _due in due_dates(starts_on, starts_on.replace(year=starts_on.year + 3, day=28))
        if kind == "INTERIM"
    ]

    assert interim[:2] == [first_end, second_end]


@given(st.dates(date(2001, 1, 1), date(2090, 1, 1)), st.integers(30, 3650))
def test_schedule_covers_every_day_once(starts_on, days):
    ends_on = date.fromordinal(starts_on.toordinal() + days)

    periods = [item for item in schedule(starts_on, ends_on, RULES) if item.kind != "FRAMEWORK"]

    assert periods[0].starts_on == starts_on
    assert periods[-1].ends_on == ends_on
    gaps = [(b.starts_on - a.ends_on).days for a, b in itertools.pairwise(periods)]
    assert gaps == [1] * (len(periods) - 1)
    assert all(item.starts_on <= item.ends_on < item.due_on for item in periods)
