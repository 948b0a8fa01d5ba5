"""Advice that does not depend on a language's words, its order, its words in the reader's language, its place on the page."""

import json
from decimal import Decimal

import pytest
from django.utils import translation

from core.numbers import write_number
from plans.advice import WORDS, Advice, Place, advise

SOUND = {
    "lineage": "i",
    "title": "Number of cases referred within two days",
    "kind": "NUMBER",
    "unit": "cases",
    "direction": "INCREASE",
    "over_time": "SUM",
    "baseline_state": "KNOWN",
    "baseline_value": "0.0000",
    "target_value": "70.0000",
    "target_text": "",
    "source_and_method": "Register of the shelters",
    "counts_people": False,
    "axes": [],
    "milestones": [{"month": 6, "value": "30", "text": ""}, {"month": 12, "value": "70", "text": ""}],
}
PEOPLE = {"title": "Number of officers who apply the procedure", "unit": "persons", "counts_people": True}
RATE = {
    "kind": "PERCENTAGE",
    "unit": "",
    "over_time": "LATEST",
    "title": "Percentage of cases referred within two days",
}


def plan(*indicators, **more):
    """A sound plan in English with ``indicators`` at its output; ``more`` replaces parts of it."""
    activity = {"lineage": "a", "code": "1.1.1", "title": "Train social workers in four workshops"}
    output = {"lineage": "p", "code": "1.1", "statement": "Social workers know the referral procedure"}
    outcome = {
        "lineage": "o",
        "code": "1",
        "statement": "Police and shelters refer victims to each other without delay",
    }
    output |= {"indicators": [SOUND | row for row in indicators], "activities": [activity]}
    return {
        "language": "en",
        "objective": {
            "lineage": "g",
            "code": "",
            "statement": "Victims of trafficking are protected by common procedures",
        },
        "outcomes": [outcome | {"indicators": [], "outputs": [output]}],
        "lines": [{"activity": "1.1.1"}],
        "risks": [
            {"lineage": "r", "description": "Officers are moved", "response": "The academy takes over the course"}
        ],
    } | more


def codes(data):
    return [advice.code for advice in advise(data)]


def test_a_sound_plan_needs_no_advice():
    assert codes(plan({}, PEOPLE | {"axes": ["age", "sex"]}, RATE | {"milestones": [], "lineage": "j"})) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"unit": ""}, ["UNIT_MISSING"]),
        ({"unit": "", "kind": "YES_NO", "over_time": "LATEST"}, []),
        ({"source_and_method": " "}, ["SOURCE_MISSING"]),
        ({"target_value": None, "milestones": []}, ["TARGET_MISSING"]),
        ({"target_value": None, "milestones": [], "target_text": "Two thirds of what is notified"}, []),
        ({"baseline_state": "TBD", "baseline_value": None}, ["BASELINE_OPEN"]),
        ({"baseline_state": "TBD", "baseline_value": None, "baseline_due_month": 3}, []),
        ({"unit": "per cent of cases"}, ["PERCENT_SUMMED"]),
        ({"unit": "%", "over_time": "LATEST"}, []),
        ({"baseline_value": "70"}, ["TARGET_IS_BASELINE"]),
        ({"baseline_value": "70", "direction": "KEEP"}, []),
        ({"baseline_value": "71"}, ["TARGET_WRONG_SIDE"]),
        ({"baseline_value": "71", "direction": "DECREASE", "milestones": []}, []),
        ({"direction": "DECREASE", "milestones": []}, ["TARGET_WRONG_SIDE"]),
        ({"baseline_value": None, "baseline_state": "NOT_APPLICABLE"}, []),
        ({"direction": "DECREASE", "baseline_value": "90"}, ["MILESTONES_WAVER"]),
        ({"milestones": [{"month": 12, "value": "70"}, {"month": 6, "value": "80"}]}, ["MILESTONES_WAVER"]),
        ({"milestones": [{"month": 12, "value": "70"}, {"month": 6, "value": "60"}]}, []),
        ({"milestones": [{"month": 12, "value": "60"}]}, ["LAST_MILESTONE_NOT_TARGET"]),
        ({"milestones": [{"month": 12, "value": None, "text": "Piloted"}]}, []),
        (PEOPLE | {"axes": ["age"]}, ["SEX_SPLIT_MISSING"]),
        (PEOPLE | {"axes": ["sex"]}, []),
    ],
)
def test_figures_of_an_indicator_are_held_against_one_another(changes, expected):
    assert codes(plan(changes)) == expected


def test_a_split_is_not_missed_where_the_plan_does_not_know_splits():
    data = plan(PEOPLE)
    del data["outcomes"][0]["outputs"][0]["indicators"][0]["axes"]

    assert codes(data) == []


def test_a_definition_says_of_what_a_percentage_is():
    rate = RATE | {"title": "Satisfaction rate", "milestones": []}

    assert codes(plan(rate)) == ["PERCENT_OF_WHAT"]
    assert codes(plan(rate | {"definition": "Of those served in a month, who say that they got help"})) == []


def test_a_duplicate_is_told_once_at_the_later_indicator():
    again = {"lineage": "j", "title": "Number of the cases referred, within two days"}
    other = {"lineage": "k", "title": "Number of cases closed within two days"}
    found = advise(plan({}, again, other, again | {"lineage": "l"}))

    assert [(advice.code, advice.place.lineage, advice.figures) for advice in found] == [
        ("DUPLICATE_INDICATOR", "j", {"other": "1.1"}),
        ("DUPLICATE_INDICATOR", "l", {"other": "1.1"}),
    ]


def test_women_and_men_counted_apart_are_no_duplicate():
    rows = [PEOPLE | {"axes": ["sex"], "title": f"Number of {who} who apply the procedure"} for who in ("women", "men")]

    assert codes(plan(*rows)) == []


@pytest.mark.parametrize(("count", "expected"), [(5, []), (6, ["TOO_MANY_INDICATORS"])])
def test_more_than_five_indicators_of_a_result_are_many(count, expected):
    things = ["permits", "visas", "passports", "ships", "letters", "houses"][:count]

    assert codes(plan(*({"title": f"Number of {thing} checked"} for thing in things))) == expected


def test_an_outcome_needs_one_indicator_of_quality_only():
    data = plan()
    taught = SOUND | PEOPLE | {"title": "Number of officers trained", "axes": ["sex"], "lineage": "t"}
    data["outcomes"][0]["indicators"] = [taught]
    alone = codes(data)
    data["outcomes"][0]["indicators"] = [taught, SOUND]

    assert (alone, codes(data)) == (["PRODUCT_COUNTED"], [])


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"lines": []}, []),  # nobody has begun the budget
        ({"lines": [{"activity": ""}]}, ["ACTIVITY_NOT_BUDGETED"]),
        ({"risks": [{"lineage": "r", "description": "Officers are moved", "response": ""}]}, ["RISK_WITHOUT_RESPONSE"]),
    ],
)
def test_lists_beside_the_framework_are_read(changes, expected):
    assert codes(plan(**changes)) == expected


@pytest.mark.parametrize("data", [{}, {"objective": None}, {"outcomes": [{}]}, {"outcomes": [{"indicators": [{}]}]}])
def test_what_is_missing_does_not_stop_the_rest(data):
    found = {advice.code for advice in advise(data)}

    assert found <= {"UNIT_MISSING", "SOURCE_MISSING", "TARGET_MISSING"}


def test_advice_follows_the_plan_from_the_objective_down():
    data = plan({"unit": ""}, lines=[{"activity": ""}], risks=[{"lineage": "r", "description": "Flood"}])
    data["objective"]["statement"] = "Improve the situation of migrants"
    data["outcomes"][0]["statement"] = "Train social workers"
    data["outcomes"][0]["outputs"][0]["statement"] = "Organise a workshop"
    data["outcomes"][0]["outputs"][0]["activities"][0]["title"] = "Social workers are trained"
    found = advise(data)

    assert [(advice.place.kind, advice.place.code, advice.code) for advice in found] == [
        ("objective", "", "RESULT_VAGUE"),
        ("outcome", "1", "OUTCOME_AS_ACTIVITY"),
        ("output", "1.1", "OUTPUT_AS_ACTIVITY"),
        ("indicator", "1.1", "UNIT_MISSING"),
        ("activity", "1.1.1", "ACTIVITY_AS_RESULT"),
        ("activity", "1.1.1", "ACTIVITY_NOT_BUDGETED"),
        ("risk", "", "RISK_WITHOUT_RESPONSE"),
    ]
    assert found == advise(json.loads(json.dumps(data)))


def test_an_unknown_language_is_read_as_english():
    data = plan()
    data["outcomes"][0]["outputs"][0]["statement"] = "Organise a workshop"

    assert codes(data | {"language": "pt"}) == ["OUTPUT_AS_ACTIVITY"]


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("code", sorted(WORDS))
def test_every_advice_has_its_words_with_figures_in_the_readers_language(code, language):
    figures = {name: Decimal("1234.5") for name in ("target", "baseline", "milestone", "count")} | {"other": "1.1"}
    advice = Advice(code, Place("indicator", "i", "1.1", "Title"), figures)

    with translation.override(language):
        words = [advice.title, advice.what_to_do, advice.before, advice.after]
        written = write_number(Decimal("1234.5"))

    assert len(set(words)) == 4
    assert all(words)
    assert "%(" not in "".join(words)
    assert ("1234.5" in words[0], written in words[0]) == (False, code in WITH_FIGURES)


WITH_FIGURES = {"TARGET_IS_BASELINE", "TARGET_WRONG_SIDE", "LAST_MILESTONE_NOT_TARGET", "TOO_MANY_INDICATORS"}
