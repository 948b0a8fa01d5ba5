from decimal import Decimal

import pytest

from monitoring.figures import achievement, burn_rate, to_date


def worked(direction, baseline, target, actual, kind="NUMBER"):
    values = [Decimal(value) if value is not None else None for value in (baseline, target, actual)]
    return achievement(kind=kind, direction=direction, baseline=values[0], target=values[1], actual=values[2])


@pytest.mark.parametrize(
    ("direction", "baseline", "target", "actual", "expected"),
    [
        ("INCREASE", "40", "80", "60", "50.0"),
        ("DECREASE", "50", "20", "35", "50.0"),
        ("DECREASE", "50", "20", "60", "-33.3"),
        ("DECREASE", "50", "20", "10", "133.3"),
        ("INCREASE", None, "80", "20", "25.0"),
        ("INCREASE", "0", "8", "0.5", "6.3"),
        ("INCREASE", "0", "3", "2", "66.7"),
        ("KEEP", "5", "5", "5", "100.0"),
        ("KEEP", "5", "5", "4", "0.0"),
        ("DECREASE", "5", "5", "4", "100.0"),
        ("DECREASE", "5", "5", "6", "0.0"),
    ],
)
def test_achievement_follows_the_worked_cases(direction, baseline, target, actual, expected):
    assert worked(direction, baseline, target, actual) == Decimal(expected)


@pytest.mark.parametrize(
    ("direction", "baseline", "target", "actual", "kind"),
    [
        ("DECREASE", None, "20", "35", "NUMBER"),
        ("INCREASE", "0", "20", None, "NUMBER"),
        ("INCREASE", "0", None, "20", "NUMBER"),
        ("INCREASE", None, None, None, "QUALITATIVE"),
    ],
)
def test_achievement_is_none_where_it_cannot_be_said(direction, baseline, target, actual, kind):
    assert worked(direction, baseline, target, actual, kind) is None


def test_to_date_adds_increments_and_reads_the_latest_level():
    values = [Decimal("1.5"), None, Decimal("2.25")]

    assert to_date("SUM", values) == Decimal("3.75")
    assert to_date("LATEST", values) == Decimal("2.25")
    assert to_date("SUM", [None]) is None


def test_burn_rate_of_an_empty_budget_is_none():
    assert burn_rate(Decimal(1), Decimal(0)) is None
    assert burn_rate(Decimal(1), Decimal(3)) == Decimal("33.3")
