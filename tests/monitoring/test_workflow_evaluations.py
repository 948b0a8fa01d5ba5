"""State × transition × person of an evaluation: what the table allows, written out; who sees it, and who writes when."""

import pytest

from accounts.models import RoleGrant, User
from core.access import allows
from monitoring.models import Evaluation
from monitoring.workflow import EVALUATION
from projects.models import Project

RUN = ("project_manager", "officer", "second_officer")
ALLOWED = {
    "PLANNED": {name: {"commission"} for name in RUN},
    "COMMISSIONED": {name: {"report"} for name in RUN},
    "REPORTED": {
        "project_manager": {"respond"},
        "officer": {"respond", "return"},
        "second_officer": {"respond", "return"},
    },
    "RESPONDED": {name: {"return", "return_response", "accept"} for name in RUN[1:]},
    "ACCEPTED": {},
}
PEOPLE = [
    *("applicant", "colleague", "endorser", "reviewer", "officer", "second_officer", "approver", "auditor"),
    *("project_manager", "stranger", "administrator"),
]
SEEN = {"applicant", "endorser", "officer", "second_officer", "approver", "auditor", "project_manager"}


@pytest.mark.parametrize("state", Evaluation.State.values)
def test_available_steps_and_readers_are_those_of_the_table(evaluation_in, request, state):
    evaluation = evaluation_in(state)
    people = {name: request.getfixturevalue(name) for name in PEOPLE}

    found = {name: {step.name for step in EVALUATION.available(evaluation, user)} for name, user in people.items()}
    in_list = {name for name, user in people.items() if evaluation in Evaluation.objects.visible_to(user)}
    by_rule = {name for name, user in people.items() if allows(user, "monitoring.see_evaluation", evaluation)}

    assert found == {name: ALLOWED[state].get(name, set()) for name in PEOPLE}
    assert in_list == by_rule == SEEN


def test_every_transition_is_in_the_matrix():
    tested = {name for people in ALLOWED.values() for names in people.values() for name in names}

    assert tested == {step.name for step in EVALUATION.transitions}


def test_an_officer_who_manages_the_project_does_not_accept_its_evaluation(evaluation_in, project_manager):
    evaluation = evaluation_in("RESPONDED")
    RoleGrant.objects.create(user=project_manager, role="OFFICER")

    assert EVALUATION.available(evaluation, User.objects.get(pk=project_manager.pk)) == []


@pytest.mark.parametrize("state", ["CLOSED", "CANCELLED", "ACTIVATION"])
def test_nobody_writes_the_evaluation_of_a_project_that_is_not_at_work_or_completed(
    evaluation_in, ended_project, project_manager, officer, state
):
    evaluation = evaluation_in("COMMISSIONED")
    Project.objects.filter(pk=ended_project.pk).update(state=state)
    evaluation = Evaluation.objects.get(pk=evaluation.pk)

    assert [EVALUATION.available(evaluation, user) for user in (project_manager, officer)] == [[], []]
