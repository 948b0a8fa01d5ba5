"""Status × transition × person of an amendment: what the table allows, written out; and who sees and edits it when.

A submitted amendment that the Regional Office has confirmed counts as a status of its own, "CONFIRMED".
"""

import pytest

from accounts.models import RoleGrant, User
from core.access import allows
from core.errors import DomainError, NotAllowed
from plans.models import PlanVersion
from projects import services
from projects.models import Amendment, Project
from projects.selectors.deciding import steps_of
from projects.workflow import AMENDMENT

ALLOWED = {
    "DRAFT": {"project_manager": {"submit", "withdraw"}},
    "SUBMITTED": {
        "project_manager": {"withdraw"},
        "endorser": {"confirm", "return"},
        "officer": {"return"},
        "second_officer": {"return"},
    },
    "CONFIRMED": {
        "project_manager": {"withdraw"},
        "officer": {"return", "approve"},
        "second_officer": {"return", "approve"},
    },
    "RETURNED": {"project_manager": {"submit", "withdraw"}},
    "APPROVED": {},
    "SUPERSEDED": {},
    "WITHDRAWN": {},
}
PEOPLE = [
    *("applicant", "colleague", "endorser", "reviewer", "officer", "approver", "auditor"),
    *("project_manager", "stranger", "administrator", "second_officer"),
]
FUND = {"officer", "second_officer", "approver", "auditor"}
SENT = {"project_manager", "endorser", *FUND}
STAGES = [*PlanVersion.Status.values, "CONFIRMED"]
SEEN = {
    "DRAFT": {"project_manager"},
    "SUBMITTED": SENT,
    "CONFIRMED": SENT,
    "RETURNED": SENT,
    "APPROVED": SENT | {"applicant"},
    "SUPERSEDED": SENT | {"applicant"},
    "WITHDRAWN": {"project_manager"},
}


@pytest.mark.parametrize("status", STAGES)
def test_available_steps_are_those_of_the_table(amendment_in, request, status):
    version = amendment_in(status)

    found = {name: {step.name for step in steps_of(version, request.getfixturevalue(name))} for name in PEOPLE}

    assert found == {name: ALLOWED[status].get(name, set()) for name in PEOPLE}


def test_every_transition_is_in_the_matrix():
    tested = {name for people in ALLOWED.values() for names in people.values() for name in names}

    assert tested == {step.name for step in AMENDMENT.transitions}


@pytest.mark.parametrize("status", STAGES)
def test_list_and_rule_agree_on_who_sees_an_amendment(amendment_in, request, status):
    version = amendment_in(status)
    people = {name: request.getfixturevalue(name) for name in PEOPLE}

    in_list = {name for name, user in people.items() if version in PlanVersion.objects.visible_to(user)}
    by_rule = {name for name, user in people.items() if allows(user, "plans.view", version)}

    assert in_list == by_rule == SEEN[status]


@pytest.mark.parametrize("status", STAGES)
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


@pytest.mark.parametrize("status", STAGES)
def test_services_refuse_every_step_that_the_table_does_not_allow(amendment_in, request, status):
    version = amendment_in(status)
    steps = {step.name: getattr(services, f"{step.name}_amendment") for step in AMENDMENT.transitions}
    words = {name: {"comment": "Why"} for name in ("return", "withdraw")}
    kept = PlanVersion.objects.filter(pk=version.pk).values().get(), Amendment.objects.values().get(pk=version.pk)

    for name in PEOPLE:
        for step in set(steps) - ALLOWED[status].get(name, set()):
            with pytest.raises(DomainError):
                steps[step](version, by=request.getfixturevalue(name), **words.get(step, {}))

    assert (
        PlanVersion.objects.filter(pk=version.pk).values().get(),
        Amendment.objects.values().get(pk=version.pk),
    ) == kept


def test_who_confirms_for_a_region_does_not_approve(amendment_in, endorser, second_officer):
    RoleGrant.objects.create(user=endorser, role="OFFICER")
    both = User.objects.get(pk=endorser.pk)
    version = amendment_in("CONFIRMED")

    with pytest.raises(NotAllowed):
        services.approve_amendment(version, by=both)

    assert (steps_of(version, both), version.amendment.confirmed_by) == ([], endorser)
    assert services.approve_amendment(version, by=second_officer).status == "APPROVED"


def test_an_officer_stands_in_for_a_region_that_has_nobody(amendment_in, endorser, officer, second_officer):
    version = amendment_in("SUBMITTED")
    before = {step.name for step in steps_of(version, officer)}
    endorser.role_grants.all().delete()

    confirmed = services.confirm_amendment(version, by=officer)

    assert before == {"return"}
    assert [step.name for step in steps_of(confirmed, officer)] == []
    assert {step.name for step in steps_of(confirmed, second_officer)} == {"return", "approve"}


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
