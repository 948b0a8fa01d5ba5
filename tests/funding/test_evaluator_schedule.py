import itertools
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.evaluator.schedule import Parameters, last_request_day, schedule

RULES = Parameters(framework_months=1, period_months=6, interim_days=42, least_total_months=12, final_months=3)

FULL = replace(RULES, planning_months=2, evaluation_from_months=6, evaluation_to_months=12)
CASES = json.loads((Path(__file__).parent / "data" / "schedules.json").read_text(encoding="utf-8"))


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


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_schedule_of_worked_cases(case):
    """The cases stand in data/schedules.json with each of their dates; they were worked out without this code."""
    day = date.fromisoformat
    starts_on, ends_on = day(case["starts_on"]), day(case["ends_on"])
    items = schedule(starts_on, ends_on, FULL)
    interim = [item for item in items if item.kind == "INTERIM"]
    one = {item.kind: item for item in items if item.kind != "INTERIM"}

    assert [(item.ends_on, item.due_on) for item in interim] == [(day(ends), day(due)) for ends, due in case["interim"]]
    assert [item.sequence for item in interim] == list(range(1, len(case["interim"]) + 1))
    assert sorted(one) == ["EVALUATION", "EVAL_PLAN", "FINAL", "FRAMEWORK"]
    assert one["FRAMEWORK"].due_on == day(case["framework"])
    assert (one["FINAL"].starts_on, one["FINAL"].ends_on, one["FINAL"].due_on) == (
        day(case["final_from"]),
        ends_on,
        day(case["final"]),
    )
    assert (one["EVAL_PLAN"].due_on, one["EVAL_PLAN"].ends_on) == (day(case["planning"]), ends_on)
    evaluation = one["EVALUATION"]
    assert [evaluation.starts_on, evaluation.ends_on] == [day(text) for text in case["evaluation"]]
    assert evaluation.due_on == evaluation.ends_on
    assert last_request_day(ends_on, 1) == day(case["last_request"])
    assert [item.due_on for item in items] == sorted(item.due_on for item in items)


def test_worked_cases_are_many():
    assert len(CASES) == len({case["name"] for case in CASES}) >= 60


def test_schedule_names_the_rule_of_each_item():
    items = schedule(date(2025, 1, 1), date(2026, 12, 31), FULL)

    assert {item.kind: item.rule_code for item in items} == {
        "FRAMEWORK": "R01", "INTERIM": "R02", "FINAL": "R03", "EVAL_PLAN": "R14", "EVALUATION": "R12",
    }  # fmt: skip


def with_kept(*kept, ends_on=date(2026, 12, 31)):
    items = schedule(date(2025, 1, 1), ends_on, RULES, kept=kept)
    return [(item.sequence, item.starts_on, item.ends_on) for item in items if item.kind != "FRAMEWORK"]


def test_schedule_around_a_kept_period_leaves_it_out():
    kept = (2, date(2025, 7, 1), date(2025, 12, 31))

    assert with_kept(kept) == [
        (1, date(2025, 1, 1), date(2025, 6, 30)),
        (3, date(2026, 1, 1), date(2026, 6, 30)),
        (1, date(2026, 7, 1), date(2026, 12, 31)),
    ]


def test_schedule_of_a_short_project_around_a_kept_period_has_no_other_interim():
    kept = (1, date(2025, 1, 1), date(2025, 4, 30))

    assert with_kept(kept, ends_on=date(2025, 8, 31)) == [(1, date(2025, 5, 1), date(2025, 8, 31))]


def test_schedule_after_a_kept_period_has_no_period_of_days():
    """29 June + 1 day to the border of 30 June would be one day: it joins the half-year after it."""
    kept = (1, date(2025, 1, 1), date(2025, 6, 28))

    assert with_kept(kept)[0] == (2, date(2025, 6, 29), date(2025, 12, 31))


@pytest.mark.parametrize(
    "kept",
    [
        [(1, date(2026, 7, 1), date(2026, 12, 31))],
        [(1, date(2026, 7, 1), date(2027, 1, 31))],
        [(1, date(2025, 1, 1), date(2025, 6, 30)), (2, date(2025, 6, 30), date(2025, 12, 31))],
        [(1, date(2024, 12, 31), date(2025, 6, 30))],
    ],
)
def test_schedule_refuses_kept_periods_that_leave_no_day_or_overlap(kept):
    with pytest.raises(ValueError, match="–"):
        with_kept(*kept)


@given(st.dates(date(2001, 1, 1), date(2090, 1, 1)), st.integers(60, 1500), st.lists(st.integers(1, 400), max_size=6))
def test_schedule_with_kept_periods_covers_every_day_once(starts_on, days, lengths):
    """Every other stretch of ``lengths`` days is kept, as far as they lie in the project."""
    ends_on, day, kept = starts_on + timedelta(days=days), starts_on, []
    for place, length in enumerate(lengths):
        last = day + timedelta(days=length - 1)
        if place % 2 and last < ends_on:
            kept.append((len(kept) + 1, day, last))
        day = last + timedelta(days=1)

    items = [item for item in schedule(starts_on, ends_on, FULL, kept=kept) if item.kind in {"INTERIM", "FINAL"}]

    rows = sorted([(item.starts_on, item.ends_on) for item in items] + [row[1:] for row in kept])
    assert (rows[0][0], rows[-1][1]) == (starts_on, ends_on)
    assert [(after[0] - before[1]).days for before, after in itertools.pairwise(rows)] == [1] * (len(rows) - 1)
    numbers = [item.sequence for item in items if item.kind == "INTERIM"] + [row[0] for row in kept]
    assert len(numbers) == len(set(numbers))
