from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.conditions import FITTING, Condition, Operator, asked, from_text, to_text
from core.questions import Kind


class Asked(NamedTuple):
    """As much of a question as matters here."""

    key: str
    asked_when: Condition | None


VALUES = {
    Kind.TEXT: st.text(min_size=1, max_size=5),
    Kind.LONG_TEXT: st.text(min_size=1, max_size=5),
    Kind.NUMBER: st.decimals(-5, 5, places=1),
    Kind.AMOUNT: st.decimals(0, 5, places=2),
    Kind.DATE: st.dates(date(2026, 1, 1), date(2026, 1, 5)),
    Kind.YES_NO: st.booleans(),
    Kind.COUNTRY: st.sampled_from(["ME", "AL"]),
    Kind.CHOICE: st.sampled_from(["land", "sea"]),
    Kind.FILE: st.just("map.pdf"),
}
KINDS = list(VALUES)


@st.composite
def questionnaires(draw):
    """Questions whose conditions name earlier ones, and answers to some of them."""
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=7))
    questions, answers = [], {}
    for place, kind in enumerate(kinds):
        condition = None
        if place and draw(st.booleans()):
            earlier = draw(st.integers(0, place - 1))
            operator = draw(st.sampled_from(sorted(FITTING[kinds[earlier]])))
            condition = Condition(f"q{earlier}", operator, draw(VALUES[kinds[earlier]]))
        questions.append(Asked(f"q{place}", condition))
        answers[f"q{place}"] = draw(st.none() | VALUES[kind])
    return questions, answers


@given(questionnaires())
def test_a_question_is_asked_exactly_if_it_has_no_condition_or_its_condition_holds(case):
    questions, answers = case

    found = asked(questions, answers, {})

    for question in questions:
        condition = question.asked_when
        expected = condition is None or (found.get(condition.subject) is not None and condition.holds(answers))
        assert (question.key in found) == expected
    assert list(found) == [question.key for question in questions if question.key in found]


@given(questionnaires())
def test_answers_to_what_is_not_asked_change_nothing(case):
    questions, answers = case
    found = asked(questions, answers, {})

    assert asked(questions, {key: answers[key] for key in found}, {}) == found


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_is_and_is_not_exclude_each_other_and_nothing_holds_without_an_answer(kind, data):
    value, answer = data.draw(VALUES[kind]), data.draw(VALUES[kind])

    outcomes = [Condition("q", operator, value).holds({"q": answer}) for operator in (Operator.IS, Operator.IS_NOT)]

    assert sorted(outcomes) == [False, True]
    assert [one for one in FITTING[kind] if Condition("q", one, value).holds({"q": None})] == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in {Kind.TEXT, Kind.LONG_TEXT}])
@given(data=st.data())
def test_values_are_read_as_they_were_written(kind, data):
    value = data.draw(VALUES[kind])

    assert from_text(kind, to_text(value)) == value


@pytest.mark.parametrize(
    ("operator", "value", "answer", "holds"),
    [
        (Operator.CONTAINS, "Sea", "the deep SEA", True),
        (Operator.CONTAINS, "sea", ("land", "sea"), True),
        (Operator.CONTAINS, "air", ("land", "sea"), False),
        (Operator.AT_LEAST, Decimal(10), Decimal("10.00"), True),
        (Operator.AT_MOST, Decimal(10), Decimal("10.01"), False),
        (Operator.AT_LEAST, date(2027, 1, 1), date(2026, 12, 31), False),
        (Operator.IS, " Yes ", "yes", True),
        (Operator.ANSWERED, None, False, True),
    ],
)
def test_comparisons(operator, value, answer, holds):
    assert Condition("q", operator, value).holds({"q": answer}) == holds
