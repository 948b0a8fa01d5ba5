from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from projects.drawing import charts

values = st.lists(st.one_of(st.integers(0, 10**6), st.decimals(0, 10**9, places=2)), max_size=40)


@given(values)
def test_columns_stand_side_by_side_on_one_line(found):
    chart = charts.columns((str(number), value) for number, value in enumerate(found))

    rights = [Decimal(one.x) + Decimal(one.width) for one in chart.columns]
    assert all(left <= Decimal(one.x) for left, one in zip([Decimal(0), *rights], chart.columns, strict=False))
    assert all(right <= 100 for right in rights)
    assert {one.y + one.height for one in chart.columns} <= {chart.base}
    assert all(bool(one.height) == bool(one.value) for one in chart.columns)
    assert sum(one.is_highest for one in chart.columns) == (1 if any(found) else 0)


def test_heights_follow_the_values_and_few_years_are_named():
    chart = charts.columns((str(2001 + number), number) for number in range(25))

    assert [one.label for one in chart.columns if one.is_named] == ["2001", "2006", "2011", "2016", "2021"]
    assert [chart.columns[number].height for number in (0, 6, 12, 24)] == [0, 50, 100, 200]
    assert chart.highest.label == "2025"


def test_nothing_gives_no_chart():
    assert charts.columns([]).columns == ()
    assert charts.columns([("2020", 0)]).highest is None


def test_a_share_is_text_that_no_language_changes():
    assert [charts.share(*pair) for pair in [(1, 3), (3, 3), (0, 3), (1, 10**6), (Decimal("2.5"), 10)]] == [
        "33.33", "100.00", "0", "0.60", "25.00",
    ]  # fmt: skip
