"""The demonstration's proposals whose call asks questions, and those that wait or were declined."""

import pytest

from accounts.services import ensure_demo_people
from applications.models import Application
from applications.selectors import sheet_of
from demo import proposals
from demo.answers import REGIONAL, ensure_answers
from demo.calls import ensure_calls
from demo.questions import ensure_questions


def test_regional_proposals_are_made_once_with_their_answers(reference, settings):
    settings.DEMO = True
    ensure_demo_people()
    ensure_calls()
    ensure_questions()

    assert (ensure_answers(), ensure_answers()) == (2, 0)

    found = {row.title: row for row in Application.objects.filter(coverage="REGIONAL")}
    sheets = {title: sheet_of(row) for title, row in found.items()}
    assert [(found[row[0]].state, sheets[row[0]].answered, len(sheets[row[0]].missing)) for row in REGIONAL] == [
        ("DRAFT", 3, 1), ("REGIONAL_REVIEW", 6, 0),
    ]  # fmt: skip


@pytest.mark.parametrize(("stage", "state"), [("clarification", "CLARIFICATION"), ("not_endorsed", "NOT_ENDORSED")])
def test_proposals_wait_for_answers_or_are_declined(application_in, stage, state):
    application = application_in(stage)

    assert application.state == state
    questions = [row.part for one in application.clarifications.all() for row in one.questions.all()]
    assert questions == {"clarification": [part for part, _text in proposals.QUESTIONS]}.get(stage, [])
