"""Status × transition × person of an amendment: what the table allows, written out; and who sees and edits it when."""

import pytest

from accounts.models import RoleGrant, User
from core.access import allows
from plans.models import PlanVersion
from projects.models import Project
from projects.workflow import AMENDMENT

ALLOWED = {
    "DRAFT": {"project_manager": {"submit", "withdraw"}},
    "SUBMITTED": {"project_manager": {"withdraw"}, "officer": {"return", "approve"}},
    "RETURNED": {"project_manager": {"submit", "withdraw"}},
    "APPROVED": {},
    "SUPERSEDED": {},
    "WITHDRAWN": {},
}
PEOPLE = [
    *("applicant", "colleague", "endorser", "reviewer", "officer", "approver", "auditor"),
    *("project_manager", "stranger", "administrator"),
]
FUND = {"officer", "approver", "auditor"}
SENT = {"project_manager", "endorser", *FUND}
SEEN = {
    "DRAFT": {"project_manager"},
    "SUBMITTED": SENT,
    "RETURNED": SENT,
    "APPROVED": SENT | {"applicant"},
    "SUPERSEDED": SENT | {"applicant"},
    "WITHDRAWN": {"project_manager"},
}


@pytest.mark.parametrize("status", PlanVersion.Status.values)
def test_available_steps_are_those_of_the_table(amendment_in, request, status):
    version = amendment_in(status)

    found = {
        name: {step.name for step in AMENDMENT.available(version, request.getfixturevalue(name))} for name in PEOPLE
    }

    assert found == {name: ALLOWED[status].get(name, set()) for name in PEOPLE}


def test_every_transition_is_in_the_matrix():
    tested = {name for people in ALLOWED.values() for names in people.values() for name in names}

    assert tested == {step.name for step in AMENDMENT.transitions}


@pytest.mark.parametrize("status", PlanVersion.Status.values)
def test_list_and_rule_agree_on_who_sees_an_amendment(amendment_in, request, status):
    version = amendment_in(status)
    people = {name: request.getfixturevalue(name) for name in PEOPLE}

    in_list = {name for name, user in people.items() if version in PlanVersion.objects.visible_to(user)}
    by_rule = {name for name, user in people.items() if allows(user, "plans.view", version)}

    assert in_list == by_rule == SEEN[status]


@pytest.mark.parametrize("status", PlanVersion.Status.values)
def test_only_the_manager_edits_and_only_while_it_is_written(amendment_in, request, status):
    version = amendment_in(status)

    editors = {name for name in PEOPLE if allows(request.getfixturevalue(name), "plans.edit", version)}

    assert editors == ({"project_manager"} if status in {"DRAFT", "RETURNED"} else set())


def test_a_manager_of_another_project_and_an_endorser_of_another_region_have_no_part(amendment_in, stranger):
    version = amendment_in("SUBMITTED")
    RoleGrant.objects.create(user=stranger, role="ENDORSER", region_code="AFRICA")
    Project.objects.create(address="other", title="Other", manager=stranger)
    stranger = User.objects.get(pk=stranger.pk)

    assert AMENDMENT.available(version, stranger) == []
    assert PlanVersion.objects.visible_to(stranger).count() == 0


def test_officer_who_manages_the_project_does_not_approve(amendment_in, project_manager):
    version = amendment_in("SUBMITTED")
    RoleGrant.objects.create(user=project_manager, role="OFFICER")

    steps = AMENDMENT.available(version, User.objects.get(pk=project_manager.pk))

    assert [step.name for step in steps] == ["withdraw"]


@pytest.mark.parametrize("state", ["ACTIVATION", "COMPLETED", "UNKNOWN"])
def test_only_active_projects_are_amended(amendment_in, running_project, project_manager, state):
    version = amendment_in("DRAFT")
    Project.objects.filter(pk=running_project.pk).update(state=state)
    version = PlanVersion.objects.get(pk=version.pk)

    assert AMENDMENT.available(version, project_manager) == []
    assert not allows(project_manager, "plans.edit", version)


def test_the_applicant_does_not_edit_the_amendment_of_their_proposals_plan(amendment_in, applicant):
    version = amendment_in("DRAFT")

    assert version.plan.application.owner == applicant
    assert not allows(applicant, "plans.edit", version)
