from datetime import date
from decimal import Decimal

import pytest

from projects.iati.results import Measured, Period, results_of

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
        Period(date(2026, 3, 1), date(2027, 8, 31), target=Measured(Decimal(120), {})),
        Period(date(2026, 3, 1), date(2026, 8, 31), actual=Measured(Decimal(58), {})),
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
