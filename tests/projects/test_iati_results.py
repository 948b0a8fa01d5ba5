from datetime import date
from decimal import Decimal

import pytest

from projects.iati.results import Measured, Part, Period, results_of

from .activities import INDICATOR, record_of

pytestmark = pytest.mark.once


def only(**fields):
    """The one indicator of a record that has this one."""
    node = {"code": "", "statement": "Statement", "indicators": [INDICATOR | fields]}
    (result,) = results_of(record_of(results={"objective": node, "outcomes": []}))
    assert result.type == "9"
    return result.indicators[0]


def test_results_are_outcomes_and_outputs_with_indicators_in_reading_order():
    assert [(one.type, one.titles["en"]) for one in results_of(record_of())] == [
        ("2", "One procedure is used"),
        ("1", "Officials know it"),
    ]


def test_a_result_without_words_or_indicators_is_left_out():
    nodes = [{"code": "", "statement": words, "indicators": rows} for words, rows in [("", [INDICATOR]), ("x", [])]]
    nodes.append({"code": "", "statement": "x", "indicators": [INDICATOR | {"title": "\x00"}]})
    results = {"objective": None, "outcomes": [node | {"outputs": []} for node in nodes]}

    assert list(results_of(record_of(results=results))) == []


def test_a_sum_publishes_increments_and_says_so():
    indicator = only()

    assert indicator.descriptions == {
        "en": "Unit: officials. Each value is what was reached within its period; the values of all periods add up."
    }
    assert indicator.periods == (
        Period(date(2026, 3, 1), date(2026, 8, 31), actual=Measured(Decimal(58), {})),
        Period(date(2026, 3, 1), date(2027, 8, 31), target=Measured(Decimal(120), {})),
        Period(date(2026, 9, 1), date(2026, 10, 31), actual=Measured(Decimal("12.5"), {})),
    )


@pytest.mark.parametrize("state", ["TBD", "NOT_APPLICABLE"])
def test_a_baseline_that_is_not_known_is_left_out(state):
    baseline = {"state": state, "value": None, "year": None, "text": ""}

    assert only(baseline=baseline).baseline is None


def test_a_target_in_words_of_something_measured_is_left_out():
    indicator = only(target={"value": None, "text": "As many as possible"}, actuals=[])

    assert indicator.periods == ()


def test_an_indicator_in_words_has_comments_and_no_values():
    indicator = only(
        kind="QUALITATIVE",
        over_time="LATEST",
        unit="",
        baseline={"state": "KNOWN", "value": None, "year": 2026, "text": "None"},
        target={"value": None, "text": "Adopted"},
        actuals=[],
    )

    assert (indicator.measure, indicator.descriptions, indicator.baseline_year) == ("5", {}, 2026)
    assert indicator.baseline == Measured(None, {"en": "None"})
    assert indicator.periods == (Period(date(2026, 3, 1), date(2027, 8, 31), target=Measured(None, {"en": "Adopted"})),)


@pytest.mark.parametrize(("direction", "ascending"), [("INCREASE", "1"), ("DECREASE", "0"), ("KEEP", "")])
def test_direction_is_said_where_the_standard_has_a_word(direction, ascending):
    assert only(direction=direction).ascending == ascending


def test_without_dates_there_is_no_period_for_a_target():
    node = {"code": "", "statement": "x", "indicators": [INDICATOR | {"actuals": []}]}
    (result,) = results_of(record_of(starts_on=None, ends_on=None, results={"objective": node}))

    assert result.indicators[0].periods == ()


def spell(first, last, value, **fields):
    return {"from": first, "to": last, "value": value, "on": "2026-09-20"} | fields


MILESTONES = [
    {"month": 6, "on": "2026-08-31", "value": "60.0000", "text": ""},
    {"month": 12, "on": "2027-02-28", "value": "100.0000", "text": ""},
    {"month": 18, "on": "2027-08-31", "value": "130.0000", "text": ""},  # on the last day: the target stands for it
    {"month": 24, "on": "2028-02-28", "value": "140.0000", "text": ""},  # of a plan that was longer
]


@pytest.mark.parametrize(
    ("over_time", "targets"),
    [("SUM", ["60.0000", "40.0000", "20.0000"]), ("LATEST", ["60.0000", "100.0000", "120.0000"])],
)
def test_milestones_divide_the_time_into_targets_of_the_same_kind_as_actual_values(over_time, targets):
    indicator = only(over_time=over_time, milestones=MILESTONES, actuals=[])

    assert [(one.starts_on, one.ends_on, str(one.target.value)) for one in indicator.periods] == [
        (date(2026, 3, 1), date(2026, 8, 31), targets[0]),
        (date(2026, 9, 1), date(2027, 2, 28), targets[1]),
        (date(2027, 3, 1), date(2027, 8, 31), targets[2]),
    ]


def test_what_was_aimed_at_and_reached_in_the_same_days_is_one_period_with_its_parts():
    parts = [("sex", "women", "30"), ("sex", "other", "28"), ("age", "18_29", "58")]
    splits = [{"axis": axis, "part": part, "value": value} for axis, part, value in parts]

    first, *_rest = only(
        milestones=MILESTONES, actuals=[spell("2026-03-01", "2026-08-31", "58", splits=splits)]
    ).periods

    assert (first.target.value, first.actual.value) == (60, 58)
    assert first.parts == (
        Part(("sex", "female"), Decimal(30)),
        Part(("sex", "other"), Decimal(28)),
        Part(("age", "18_29"), Decimal(58)),
    )


def test_what_was_reached_in_words_has_words_and_no_value():
    actuals = [spell("2026-03-01", "2026-08-31", None, words="Drafted"), spell("2026-09-01", "2026-10-31", None)]

    (period,) = only(
        kind="QUALITATIVE", over_time="LATEST", target={"value": None, "text": ""}, actuals=actuals
    ).periods

    assert period.actual == Measured(None, {"en": "Drafted"})
