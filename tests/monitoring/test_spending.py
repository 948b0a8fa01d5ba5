from datetime import date
from decimal import Decimal

import pytest

from monitoring import spending

LIMITS = {"burn_amber_points": Decimal(15), "burn_red_points": Decimal(30), "overspend_percent": Decimal(10)}


def test_burn_of_an_empty_budget_is_none():
    assert spending.burn(Decimal(1), Decimal(0)) is None
    assert spending.burn(Decimal(1), Decimal(3)) == Decimal("33.3")


def test_planned_burn_counts_half_years_that_have_ended():
    phases = [(date(2025, 6, 30), Decimal(100)), (date(2025, 12, 31), Decimal(300))]

    assert spending.planned_burn(phases, Decimal(400), date(2025, 6, 29)) == Decimal("0.0")
    assert spending.planned_burn(phases, Decimal(400), date(2025, 6, 30)) == Decimal("25.0")
    assert spending.planned_burn(phases, Decimal(400), date(2026, 1, 1)) == Decimal("100.0")


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2024, 12, 31), "0.0"),
        (date(2025, 1, 1), "0.3"),
        (date(2025, 12, 31), "100.0"),
        (date(2026, 5, 1), "100.0"),
    ],
)
def test_time_elapsed_counts_days_from_start_to_end(on, expected):
    assert spending.time_elapsed(date(2025, 1, 1), date(2025, 12, 31), on) == Decimal(expected)


def test_gap_falls_back_on_time():
    assert spending.gap(Decimal(30), Decimal(50)) == Decimal(-20)
    assert spending.gap(Decimal(30), None, Decimal(25)) == Decimal(5)
    assert spending.gap(None, Decimal(50)) is None


@pytest.mark.parametrize(
    ("points", "line", "expected"),
    [
        ("15", 100, "GREEN"),
        ("-15.1", 100, "AMBER"),
        ("30", 100, "AMBER"),
        ("-30.1", 100, "RED"),
        ("0", 101, "AMBER"),
        ("0", 110, "AMBER"),
        ("0", 111, "RED"),
    ],
)
def test_light_of_the_money(points, line, expected):
    lines = [(Decimal(100), Decimal(line)), (Decimal(100), Decimal(0))]

    found = spending.light(Decimal(points), lines=lines, spent=Decimal(line), budget=Decimal(200), thresholds=LIMITS)

    assert found == expected


def test_light_of_the_money_is_red_beyond_the_total_and_for_an_early_evaluation():
    facts = {"lines": [], "budget": Decimal(100), "thresholds": LIMITS}

    assert spending.light(Decimal(0), spent=Decimal("100.01"), **facts) == "RED"
    assert spending.light(Decimal(0), spent=Decimal(10), evaluation_too_early=True, **facts) == "RED"
