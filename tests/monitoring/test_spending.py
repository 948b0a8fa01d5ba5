from datetime import date
from decimal import Decimal

import pytest

from monitoring import spending
from monitoring.lights import MoneyLight
from monitoring.spending import Line

START, END = date(2025, 1, 1), date(2026, 12, 31)
LIMITS = {"overspend": Decimal(10), "amber": Decimal(15), "red": Decimal(30)}


@pytest.mark.parametrize(
    ("budget", "spent", "expected"),
    [
        ("100.00", "40.00", ("60.00", "60.0")),
        ("100.00", "112.35", ("-12.35", "-12.4")),
        ("100.00", "-5.00", ("105.00", "105.0")),
        ("0.00", "0.00", ("0.00", None)),
        ("0.00", "3.00", ("-3.00", None)),
    ],
)
def test_variance_follows_the_worked_cases(budget, spent, expected):
    left, percent = spending.variance(Decimal(budget), Decimal(spent))

    assert (left, percent) == (Decimal(expected[0]), expected[1] and Decimal(expected[1]))


def test_half_years_end_with_their_months_and_the_last_with_the_project():
    ends = spending.phase_ends(START, END, 4)

    assert ends == [date(2025, 6, 30), date(2025, 12, 31), date(2026, 6, 30), date(2026, 12, 31)]
    assert spending.phase_ends(date(2025, 8, 31), date(2026, 6, 29), 2) == [date(2026, 2, 27), date(2026, 6, 29)]
    assert spending.phase_ends(START, END, 0) == []


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2024, 12, 31), "0.00"),
        (date(2025, 6, 29), "0.00"),
        (date(2025, 6, 30), "10.00"),
        (date(2026, 1, 1), "30.00"),
        (date(2027, 1, 1), "100.00"),
    ],
)
def test_planned_burn_counts_phases_that_have_ended(on, expected):
    phases = [Decimal(amount) for amount in ("10.00", "20.00", "30.00", "40.00")]
    ends = spending.phase_ends(START, END, 4)

    assert spending.planned(phases, ends, on) == Decimal(expected)
    assert spending.remaining(phases, ends, on) == Decimal(100) - Decimal(expected)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2024, 6, 1), "0.0"),
        (date(2025, 1, 1), "0.1"),
        (date(2025, 12, 31), "50.0"),
        (date(2026, 12, 31), "100.0"),
        (date(2030, 1, 1), "100.0"),
    ],
)
def test_time_elapsed_counts_days_from_the_first_to_the_last(on, expected):
    assert spending.time_elapsed(START, END, on) == Decimal(expected)


def test_time_elapsed_of_a_project_without_dates_is_not_known():
    assert spending.time_elapsed(None, END, END) is None


@pytest.mark.parametrize(
    ("burn", "plan", "elapsed", "expected"),
    [
        ("40.0", "50.0", "90.0", "-10.0"),
        ("40.0", None, "25.0", "15.0"),
        ("40.0", None, None, None),
        (None, "50.0", "50.0", None),
    ],
)
def test_gap_is_against_the_plan_else_against_time(burn, plan, elapsed, expected):
    burn, plan, elapsed = (None if value is None else Decimal(value) for value in (burn, plan, elapsed))

    assert spending.gap(burn, plan, elapsed) == (expected and Decimal(expected))


def lines(*rows):
    return [Line(Decimal(budget), Decimal(spent), is_evaluation) for budget, spent, is_evaluation in rows]


@pytest.mark.parametrize(
    ("rows", "points", "has_ended", "expected"),
    [
        ([("100", "50", False)], "0", False, MoneyLight.GREEN),
        ([("100", "50", False)], "15.0", False, MoneyLight.GREEN),
        ([("100", "50", False)], "-15.0", False, MoneyLight.GREEN),
        ([("100", "50", False)], "15.1", False, MoneyLight.AMBER),
        ([("100", "50", False)], "-30.0", False, MoneyLight.AMBER),
        ([("100", "50", False)], "-30.1", False, MoneyLight.RED),
        ([("100", "50", False)], None, False, MoneyLight.GREEN),
        ([("100", "100.00", False), ("100", "0", False)], "0", False, MoneyLight.GREEN),
        ([("100", "100.01", False), ("100", "0", False)], "0", False, MoneyLight.AMBER),
        ([("100", "110.00", False), ("100", "0", False)], "0", False, MoneyLight.AMBER),
        ([("100", "110.01", False), ("100", "0", False)], "0", False, MoneyLight.RED),
        ([("100", "105", False), ("100", "99", False)], "0", False, MoneyLight.RED),
        ([("0", "0.01", False), ("100", "0", False)], "0", False, MoneyLight.RED),
        ([("100", "10", False), ("100", "1", True)], "0", False, MoneyLight.RED),
        ([("100", "10", False), ("100", "1", True)], "0", True, MoneyLight.GREEN),
        ([("100", "10", False), ("100", "-1", True)], "0", False, MoneyLight.RED),
        ([], "0", False, MoneyLight.GREEN),
    ],
)
def test_light_follows_the_table(rows, points, has_ended, expected):
    points = None if points is None else Decimal(points)

    assert spending.light(lines(*rows), points, has_ended=has_ended, **LIMITS) == expected


def test_light_follows_other_limits():
    rows = lines(("100", "120", False), ("100", "0", False))

    limits = LIMITS | {"overspend": Decimal(25)}

    assert spending.light(rows, Decimal(0), has_ended=False, **limits) == MoneyLight.AMBER


def test_share_of_nothing_is_not_known():
    assert spending.share(Decimal(1), Decimal(0)) is None
    assert spending.share(Decimal(1), Decimal(8)) == Decimal("12.5")
