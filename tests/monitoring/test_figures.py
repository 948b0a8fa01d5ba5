from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from monitoring.figures import (
    Milestone,
    achievement,
    activity_light,
    attention,
    disagrees,
    end_of_month,
    light,
    percentage,
    remark,
    roll_up,
    to_date,
)


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


@pytest.mark.parametrize(("actual", "expected"), [("1", "100.0"), ("0", "0.0")])
def test_achievement_of_yes_or_no_is_all_or_nothing(actual, expected):
    assert worked("INCREASE", "0", "1", actual, "YES_NO") == Decimal(expected)
    assert worked("DECREASE", None, "1", actual, "YES_NO") == Decimal(expected)


def test_achievement_on_a_scale_is_read_on_the_number_of_the_step():
    assert worked("INCREASE", "1", "5", "3", "SCALE") == Decimal("50.0")


@pytest.mark.parametrize(
    ("percent", "expected"),
    [(None, ""), ("-0.1", "BELOW_BASELINE"), ("0", ""), ("150.0", ""), ("150.1", "CHECK_TARGET")],
)
def test_remark_doubts_what_is_below_zero_or_far_above(percent, expected):
    assert remark(percent and Decimal(percent)) == expected


def test_percentage_of_several_rows_is_not_the_mean_of_percentages():
    assert percentage([(1, 2), (30, 300)]) == Decimal("10.3")
    assert percentage([(0, 0)]) is None
    assert percentage([]) is None


def test_end_of_month_counts_project_months():
    assert end_of_month(date(2025, 1, 1), 6) == date(2025, 6, 30)
    assert end_of_month(date(2025, 1, 31), 1) == date(2025, 2, 27)
    assert end_of_month(date(2024, 3, 15), 12) == date(2025, 3, 14)


LIMITS = {
    "achievement_green_percent": Decimal(85),
    "achievement_amber_percent": Decimal(60),
    "achievement_above_percent": Decimal(115),
}
SUMMER, END = date(2025, 6, 30), date(2026, 6, 30)


def read(
    *values, on=SUMMER, kind="NUMBER", direction="INCREASE", over="LATEST", base="0", target="100", due="50", **more
):
    """The reading of an indicator with one milestone on 30 June 2025 and its target on 30 June 2026."""
    number = {"baseline_value": base and Decimal(base), "target_value": target and Decimal(target)}
    indicator = SimpleNamespace(kind=kind, direction=direction, over_time=over, **number)
    milestones = [Milestone(END, number["target_value"], is_final=True)]
    if due is not None:
        milestones.append(Milestone(SUMMER, Decimal(due)))
    return light(indicator, [Decimal(one) for one in values], milestones, on=on, thresholds=LIMITS, **more)


@pytest.mark.parametrize(
    ("values", "expected", "is_above"),
    [
        ((), "NO_DATA", False),
        (("-1",), "OFF_TRACK", False),
        (("29.9",), "OFF_TRACK", False),
        (("30",), "BEHIND", False),
        (("42.4",), "BEHIND", False),
        (("42.5",), "ON_TRACK", False),
        (("57.5",), "ON_TRACK", False),
        (("57.6",), "ON_TRACK", True),
        (("99",), "ON_TRACK", True),
        (("100",), "REACHED", True),
    ],
)
def test_light_against_the_milestone_due(values, expected, is_above):
    reading = read(*values)

    assert (reading.light, reading.is_above) == (expected, is_above)


@pytest.mark.parametrize(
    ("values", "on", "expected"),
    [
        ((), date(2025, 6, 29), "NOT_DUE"),
        (("5",), date(2025, 6, 29), "NOT_DUE"),
        (("100",), date(2025, 6, 29), "REACHED"),
        (("50",), date(2026, 6, 29), "ON_TRACK"),
        (("50",), END, "OFF_TRACK"),
        (("60",), END, "BEHIND"),
        (("85",), END, "ON_TRACK"),
    ],
)
def test_light_speaks_only_of_what_is_due(values, on, expected):
    assert read(*values, on=on).light == expected


@pytest.mark.parametrize(
    ("actual", "expected", "percent", "remark_of_it"),
    [
        ("35", "ON_TRACK", "50.0", ""),
        ("60", "OFF_TRACK", "-33.3", "BELOW_BASELINE"),
        ("20", "REACHED", "100.0", ""),
        ("4", "REACHED", "153.3", "CHECK_TARGET"),
    ],
)
def test_light_of_a_falling_value(actual, expected, percent, remark_of_it):
    reading = read(actual, direction="DECREASE", base="50", target="20", due="35")

    assert (reading.light, reading.percent, reading.remark) == (expected, Decimal(percent), remark_of_it)


@pytest.mark.parametrize(("actual", "expected"), [("36", "OFF_TRACK"), ("35", "ON_TRACK"), ("20", "REACHED")])
def test_light_of_a_falling_value_of_unknown_baseline_says_reached_or_not(actual, expected):
    reading = read(actual, direction="DECREASE", base=None, target="20", due="35")

    assert (reading.light, reading.percent) == (expected, None)


@pytest.mark.parametrize(
    ("actual", "on", "expected"),
    [
        ("5", date(2025, 6, 29), "NOT_DUE"),
        ("5", SUMMER, "ON_TRACK"),
        ("4", SUMMER, "OFF_TRACK"),
        ("5", END, "REACHED"),
        ("4", END, "OFF_TRACK"),
    ],
)
def test_what_is_to_be_kept_is_reached_at_the_end_only(actual, on, expected):
    assert read(actual, direction="KEEP", base="5", target="5", due="5", on=on).light == expected


@pytest.mark.parametrize(
    ("values", "on", "expected"),
    [(("1",), SUMMER, "REACHED"), (("0",), SUMMER, "NOT_DUE"), (("0",), END, "OFF_TRACK"), ((), END, "NO_DATA")],
)
def test_light_of_yes_or_no(values, on, expected):
    assert read(*values, kind="YES_NO", target="1", due=None, on=on).light == expected


def test_light_of_a_sum_adds_the_reports():
    reading = read("20", "25", over="SUM")

    assert (reading.light, reading.reached, reading.percent, reading.against) == (
        "ON_TRACK", Decimal(45), Decimal("45.0"), Decimal("90.0"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rating", "on", "expected"),
    [("BEHIND", SUMMER, "BEHIND"), ("", SUMMER, "NO_DATA"), ("", date(2025, 1, 1), "NOT_DUE")],
)
def test_light_in_words_is_the_word_of_the_report(rating, on, expected):
    assert read(kind="QUALITATIVE", base=None, target=None, due="1", rating=rating, on=on).light == expected


@pytest.mark.parametrize(
    ("ends_on", "is_over", "expected"),
    [
        (date(2025, 6, 29), False, "OFF_TRACK"),
        (date(2025, 6, 29), True, ""),
        (SUMMER, False, "BEHIND"),
        (date(2025, 7, 30), False, "BEHIND"),
        (date(2025, 7, 31), False, ""),
    ],
)
def test_activity_light_looks_at_the_planned_end(ends_on, is_over, expected):
    assert activity_light(ends_on, is_over=is_over, on=SUMMER) == expected


def test_roll_up_counts_and_never_averages():
    lights = ["ON_TRACK"] * 5 + ["BEHIND", "NO_DATA", "NO_DATA"]

    assert roll_up(lights) == {"NO_DATA": 2, "ON_TRACK": 5, "BEHIND": 1}
    assert roll_up([]) == {}


@pytest.mark.parametrize(
    ("lights", "expected"),
    [
        (["REACHED", "BEHIND", "NOT_DUE"], "BEHIND"),
        (["BEHIND", "NO_DATA"], "NO_DATA"),
        (["NO_DATA", "OFF_TRACK"], "OFF_TRACK"),
        (["NOT_DUE", "REACHED"], "REACHED"),
        (["NOT_DUE"], "NOT_DUE"),
        ([], "NOT_DUE"),
    ],
)
def test_attention_is_the_worst_light_of_what_is_due(lights, expected):
    assert attention(lights) == expected


@pytest.mark.parametrize(
    ("rating", "worst", "expected"),
    [
        ("ON_TRACK", "OFF_TRACK", True),
        ("ON_TRACK", "BEHIND", False),
        ("REACHED", "BEHIND", True),
        ("OFF_TRACK", "ON_TRACK", True),
        ("BEHIND", "OFF_TRACK", False),
        ("ON_TRACK", "NO_DATA", False),
        ("", "OFF_TRACK", False),
        ("BEHIND", "NOT_DUE", False),
    ],
)
def test_a_rating_disagrees_with_opposite_lights_only(rating, worst, expected):
    assert disagrees(rating, worst) == expected
