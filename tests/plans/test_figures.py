"""Half-years of a budget: parts that always make the whole."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.figures import by_half_year, by_result, half_years, line_amount, months_in_half_years, share_of, spread

amounts = st.decimals(min_value=0, max_value=Decimal("999999999999.99"), places=2)


@given(amounts, st.lists(st.integers(min_value=0, max_value=36), min_size=1, max_size=12))
def test_spread_always_sums_to_the_whole(amount, weights):
    parts = spread(amount, weights)

    assert sum(parts) == amount
    assert len(parts) == len(weights)
    assert min(parts) >= 0


@given(amounts, st.lists(st.integers(min_value=1, max_value=36), min_size=2, max_size=12))
def test_spread_is_within_a_cent_of_its_share(amount, weights):
    exact = [amount * weight / sum(weights) for weight in weights]

    assert max(abs(part - share) for part, share in zip(spread(amount, weights), exact, strict=True)) < Decimal("0.01")


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [
        ("100.00", [1, 1, 1], ["33.34", "33.33", "33.33"]),
        ("0.02", [1, 1, 1], ["0.01", "0.01", "0"]),
        ("10.00", [0, 0], ["5", "5"]),
        ("10.00", [0, 6, 3], ["0", "6.67", "3.33"]),
        ("0", [1, 2], ["0", "0"]),
    ],
)
def test_spread_gives_the_cents_to_the_largest_remainders(amount, weights, parts):
    assert spread(Decimal(amount), weights) == [Decimal(part) for part in parts]


@pytest.mark.parametrize(("months", "count"), [(None, 1), (1, 1), (6, 1), (7, 2), (12, 2), (18, 3), (24, 4), (25, 5)])
def test_half_years_of_a_duration(months, count):
    assert half_years(months) == count


@pytest.mark.parametrize(
    ("first", "last", "months", "found"),
    [
        (1, 18, 18, [6, 6, 6]),
        (4, 8, 18, [3, 2, 0]),
        (6, 7, 12, [1, 1]),
        (13, 14, 14, [0, 0, 2]),
        (20, 22, 12, [0, 0]),  # an activity after a project that was shortened
    ],
)
def test_months_of_an_activity_in_each_half_year(first, last, months, found):
    assert months_in_half_years(first, last, months) == found


def test_line_amount_rounds_half_up_once():
    assert line_amount(Decimal("1.5"), Decimal(3), Decimal("33.33"), Decimal("33.30")) == Decimal("49.95")
    assert line_amount(Decimal(1), Decimal(1), Decimal("0.01"), Decimal(50)) == Decimal("0.01")


def _tree():
    """Two outcomes; the second has no output."""

    def node(**fields):
        return type("Node", (), fields)()

    activities = [node(pk=1), node(pk=2)]
    outputs = [node(activity_rows=activities), node(activity_rows=[node(pk=3)]), node(activity_rows=[])]
    return [node(outputs=outputs), node(outputs=[])]


def test_results_cost_what_the_lines_of_their_activities_cost():
    first, second = _tree()
    amounts = {1: Decimal("10.10"), 2: Decimal("0.05"), 3: Decimal("7.00"), None: Decimal("99.00")}

    sums = by_result([first, second], amounts)

    assert [sums[output] for output in first.outputs] == [Decimal("10.15"), Decimal("7.00"), Decimal("0.00")]
    assert (sums[first], sums[second]) == (Decimal("17.15"), Decimal("0.00"))


@pytest.mark.parametrize(
    ("part", "whole", "share"), [("1", "3", "0.333333"), ("0", "3", "0"), ("3", "3", "1"), ("0", "0", None)]
)
def test_share_of_nothing_is_none(part, whole, share):
    assert share_of(Decimal(part), Decimal(whole)) == (share if share is None else Decimal(share))


def test_half_years_of_all_lines_are_summed_in_their_order():
    lines = [type("Line", (), {"phases": [Decimal(first), Decimal(second)]}) for first, second in [(1, 2), (30, 40)]]

    assert by_half_year(lines) == [Decimal(31), Decimal(42)]
    assert by_half_year([]) == []
