"""State × transition × person: what the table allows, written out."""

import pytest

from applications.models import Application, State
from applications.workflow import PROPOSAL

ALLOWED = {
    State.DRAFT: {"applicant": {"submit", "withdraw"}},
    State.REGIONAL_REVIEW: {
        "applicant": {"withdraw"},
        "endorser": {"return", "endorse", "decline", "ask"},
        "officer": {"return", "ask"},
    },
    State.FUND_REVIEW: {
        "applicant": {"withdraw"},
        "endorser": {"return", "ask"},
        "officer": {"return", "ask", "screen_out", "recommend"},
    },
    State.CLARIFICATION: {
        "applicant": {"withdraw", "answer", "answer_region"},
        "endorser": {"return"},
        "officer": {"return"},
    },
    State.RETURNED: {"applicant": {"submit", "withdraw"}},
    State.RECOMMENDED: {
        "applicant": {"withdraw"},
        "approver": {"reconsider", "approve", "revise", "reject", "retain"},
        "officer": {"approve", "revise", "reject", "retain"},  # a release, which needs a recorded decision
    },
    State.APPROVED: {},
    State.REJECTED: {},
    State.RETAINED: {"officer": {"revisit"}},
    State.NOT_ENDORSED: {},
    State.WITHDRAWN: {},
}
PEOPLE = [
    "applicant",
    "colleague",
    "endorser",
    "reviewer",
    "officer",
    "approver",
    "auditor",
    "project_manager",
    "stranger",
]


@pytest.mark.parametrize("state", State.values)
def test_available_steps_are_those_of_the_table(application_in, request, state):
    application = application_in("submitted")
    Application.objects.filter(pk=application.pk).update(state=state)
    application.refresh_from_db()

    found = {
        name: {step.name for step in PROPOSAL.available(application, request.getfixturevalue(name))} for name in PEOPLE
    }

    assert found == {name: ALLOWED[state].get(name, set()) for name in PEOPLE}


def test_every_transition_is_in_the_matrix():
    tested = {name for people in ALLOWED.values() for names in people.values() for name in names}

    assert tested == {step.name for step in PROPOSAL.transitions}
