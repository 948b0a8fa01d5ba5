from datetime import date
from decimal import Decimal

import pytest

from monitoring.drawing import Axis, burn_chart, round_step, sparkline, timeline

START, END = date(2025, 1, 1), date(2025, 12, 31)


def test_axis_places_days_in_percent_and_keeps_others_at_its_ends():
    axis = Axis(START, END)

    assert (axis.at(START), axis.after(END)) == (0, 100)
    assert (axis.at(date(2024, 1, 1)), axis.after(date(2027, 1, 1))) == (0, 100)


@pytest.mark.parametrize(("last", "number", "second"), [
    (date(2025, 3, 31), 3, date(2025, 2, 1)),
    (END, 4, date(2025, 4, 1)),
    (date(2027, 12, 31), 6, date(2025, 7, 1)),
    (date(2034, 12, 31), 5, date(2027, 1, 1)),
])  # fmt: skip
def test_axis_names_few_dates_however_long_it_is(last, number, second):
    ticks = Axis(START, last).ticks()

    assert (len(ticks), ticks[0].day, ticks[1].day) == (number, START, second)


def test_timeline_shows_extensions_after_the_first_end():
    ends = [date(2025, 6, 30), date(2025, 9, 30), END]
    line = timeline(START, ends, today=date(2025, 7, 1), periods=[], duties=[("Final", date(2026, 3, 31))], windows=[])

    assert [span.item for span in line.extensions] == [date(2025, 9, 30), END]
    assert (line.project.x, line.duties[0].item) == ("0.00", "Final")
    assert line.today is not None


def test_timeline_outside_its_days_shows_no_today():
    assert timeline(START, [END], today=date(2030, 1, 1), periods=[], duties=[], windows=[]).today is None


def test_burn_chart_adds_up_and_ends_at_a_round_amount():
    half = date(2025, 6, 30)
    chart = burn_chart(
        START, END, today=half, planned=[(half, Decimal(100)), (END, Decimal(150))], spent=[(half, Decimal(60))],
        budget=Decimal(250),
    )  # fmt: skip

    assert [amount for _y, amount in chart.lines] == [0, 100, 200, 300]
    assert chart.planned == "0,1000 495,666 1000,166"
    assert chart.spent == "0,1000 495,800"
    assert chart.dots == [("49.59", "80.00")]


def test_burn_chart_of_an_empty_budget_is_none():
    assert burn_chart(START, END, today=START, planned=[], spent=[], budget=Decimal(0)) is None


@pytest.mark.parametrize(
    ("least", "step"),
    [("37425", "50000"), ("100", "100"), ("101", "200"), ("240", "250"), ("0.3", "0.5"), ("501", "1000")],
)
def test_round_step_is_what_an_axis_counts_in(least, step):
    assert round_step(Decimal(least)) == Decimal(step)


def test_sparkline_begins_at_the_baseline_and_shows_the_target():
    spark = sparkline([Decimal(50), Decimal(100)], baseline=Decimal(0), target=Decimal(100))

    assert (spark.points, spark.x, spark.y, spark.target) == ("3,19 36,11 69,3", 69, 3, "3")


def test_sparkline_of_one_value_is_a_dot():
    spark = sparkline([Decimal(50)], baseline=None, target=None)

    assert (spark.points, spark.x, spark.y, spark.target) == ("", 3, 11, "")


@pytest.mark.parametrize("baseline", [None, Decimal(4)])
def test_sparkline_without_values_is_none(baseline):
    assert sparkline([], baseline=baseline, target=Decimal(5)) is None
