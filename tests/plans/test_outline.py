import pytest

from plans.forms import IndicatorForm, LineForm
from plans.outline import budget_groups, results_groups

NUMBER = {
    "title": "Officers trained",
    "kind": "NUMBER",
    "direction": "INCREASE",
    "over_time": "LATEST",
    "baseline_state": "KNOWN",
    "source_and_method": "Registers",
}
COST = {
    "description": "Trainer",
    "unit": "day",
    "quantity": "1",
    "periods": "1",
    "unit_cost": "1",
    "share_percent": "100",
    "calculation_note": "Quotation",
}


@pytest.mark.parametrize(
    ("form", "answers", "missing"),
    [
        (IndicatorForm, NUMBER, {"baseline_value", "baseline_year", "target_value"}),
        (IndicatorForm, NUMBER | {"baseline_state": "TBD"}, {"target_value"}),
        (IndicatorForm, NUMBER | {"kind": "QUALITATIVE"}, {"target_text"}),
        (LineForm, COST | {"part": "OPERATIONAL"}, {"activity"}),
        (LineForm, COST | {"part": "EVALUATION"}, set()),
        (LineForm, COST | {"part": "STAFF"}, set()),
    ],
)
def test_fields_needed_at_times_are_refused_only_then(db, form, answers, missing):
    """``needed_when`` tells people what ``clean`` does."""
    assert set(form(answers).errors) == missing
    assert missing <= set(form.needed_when)


def test_groups_follow_the_framework_from_the_objective_down(db):
    groups = [*results_groups(), *budget_groups()]

    assert [(group.id, group.title, group.is_repeated) for group in groups] == [
        ("objective", "Objective", False),
        ("outcome", "Outcome", True),
        ("output", "Output", True),
        ("indicator", "Indicator", True),
        ("activity", "Activity", True),
        ("line", "Budget line", True),
    ]


def test_the_objective_has_no_assumptions(db):
    objective, outcome, *_rest = results_groups()

    assert [question.id for question in objective.questions] == ["objective.statement"]
    assert [question.id for question in outcome.questions] == ["outcome.statement", "outcome.assumptions"]
