"""Who may take which step of a report in which state: the whole table, and people with two parts."""

import pytest
from django.db import transaction

from accounts.models import RoleGrant
from core.errors import NotAllowed, StateConflict
from monitoring import services
from monitoring.models import Report, TeamMember
from monitoring.selectors.reports import waiting_for
from monitoring.workflow import REPORT
from tests.conftest import person, person_with

from .reported import again, certified, next_report

State = Report.State
PEOPLE = ["manager", "writer", "certifier", "endorser", "other_endorser", "officer", "approver", "auditor", "stranger"]
TABLE = {
    State.DRAFT: {"manager": ["submit"], "writer": ["submit"]},
    State.CERTIFYING: {"manager": ["take_back"], "certifier": ["certify", "refuse"]},
    State.SUBMITTED: {"manager": ["take_back"], "endorser": ["endorse", "return"]},
    State.ENDORSED: {"officer": ["return", "accept"]},
    State.RETURNED: {"manager": ["submit"], "writer": ["submit"]},
    State.ACCEPTED: {},
    State.SUPERSEDED: {},
    State.DROPPED: {},
}
BY_HAND = [step.name for step in REPORT.transitions if not step.automatic]


@pytest.fixture
def people(running_project, project_manager, applicant, endorser, officer, approver, auditor, stranger):
    """The cast: the applicant certifies, a colleague writes, one endorser is of another region."""
    writer = person("Wanda Writer")
    services.name_member(running_project, by=project_manager, user=writer, part=TeamMember.Part.WRITER)
    found = {
        "manager": project_manager, "writer": writer, "certifier": applicant, "endorser": endorser,
        "other_endorser": person_with("Oana Endorser", "ENDORSER", "AFRICA"), "officer": officer,
        "approver": approver, "auditor": auditor, "stranger": stranger,
    }  # fmt: skip
    return {name: again(user) for name, user in found.items()}


def in_state(report, state, people):
    """The report as it would be in a state, put there past the services."""
    signed = {"submitted_by": people["manager"], "certified_at": report.duty.project.published_at}
    if state not in {State.DRAFT, State.CERTIFYING}:
        signed["certified_by"] = people["certifier"]
    if state in {State.ENDORSED, *Report.FINAL}:
        signed["endorsed_by"] = people["endorser"]
    if state in Report.FINAL:
        signed["accepted_by"] = people["officer"]
    Report.objects.filter(pk=report.pk).update(state=state, **signed)
    return Report.objects.get(pk=report.pk)


def by_hand(report, user):
    return [step.name for step in REPORT.available(report, user) if not step.automatic]


@pytest.mark.parametrize("state", State)
def test_steps_of_every_person_in_every_state(running_project, people, state):
    report = in_state(next_report(running_project), state, people)

    found = {name: by_hand(report, user) for name, user in people.items()}

    assert {name: steps for name, steps in found.items() if steps} == TABLE[state]


@pytest.mark.parametrize("state", State)
def test_every_other_step_is_refused(running_project, people, state):
    report = in_state(next_report(running_project), state, people)
    taken = []
    for name, user in people.items():
        for step in BY_HAND:
            signed = {"accepted_by": user} if step == "accept" else {}
            try:
                with transaction.atomic():
                    REPORT.apply(step, report, by=user, comment="Why.", **signed)
                    taken.append((name, step))
                    transaction.set_rollback(True)
            except (NotAllowed, StateConflict):
                pass

    assert taken == [(name, step) for name in PEOPLE for step in BY_HAND if step in TABLE[state].get(name, [])]
    assert Report.objects.get(pk=report.pk).state == state


@pytest.mark.parametrize("state", State)
def test_the_list_of_waiting_reports_agrees_with_the_rules(running_project, people, state):
    report = in_state(next_report(running_project), state, people)
    decisions = {"certify", "endorse", "accept"}

    listed = [name for name, user in people.items() if waiting_for(user).filter(pk=report.pk).exists()]

    assert listed == [name for name, user in people.items() if decisions & set(by_hand(report, user))]


def grant(user, role, region=""):
    RoleGrant.objects.create(user=user, role=role, region_code=region)
    return again(user)


def test_a_manager_with_the_role_of_an_officer_accepts_no_report_of_the_own_project(running_project, people):
    manager = grant(people["manager"], "OFFICER")
    report = in_state(next_report(running_project), State.ENDORSED, people)

    assert by_hand(report, manager) == []
    assert list(waiting_for(manager)) == []
    with pytest.raises(NotAllowed):
        services.accept_report(report, by=manager)
    with pytest.raises(NotAllowed):
        services.return_report(report, by=manager, comment="Again.")


def test_a_certifier_with_the_role_of_an_endorser_endorses_no_report_of_the_own_project(running_project, people):
    certifier = grant(people["certifier"], "ENDORSER", "EUROPE")
    report = certified(running_project)

    assert by_hand(report, certifier) == []
    assert list(waiting_for(certifier)) == []
    with pytest.raises(NotAllowed):
        services.endorse_report(report, by=certifier)


def test_who_certified_and_left_the_team_still_does_not_endorse(running_project, people):
    certifier = grant(people["certifier"], "ENDORSER", "EUROPE")
    report = certified(running_project)
    services.remove_member(running_project.team_members.get(user=certifier), by=people["manager"])

    assert by_hand(report, certifier) == []
    assert list(waiting_for(certifier)) == []


def test_a_writer_with_the_role_of_an_officer_decides_nothing(running_project, people):
    writer = grant(people["writer"], "OFFICER")

    report = next_report(running_project)

    for state in (State.SUBMITTED, State.ENDORSED):
        assert by_hand(in_state(report, state, people), writer) == []


def test_where_a_region_has_no_endorser_an_officer_endorses_and_another_accepts(
    running_project, people, officer, second_officer
):
    RoleGrant.objects.filter(user=people["endorser"]).delete()
    report = certified(running_project)
    officer, second_officer = again(officer), again(second_officer)

    assert [list(waiting_for(user)) for user in (officer, second_officer)] == [[report], [report]]
    report = services.endorse_report(report, by=officer)

    assert (by_hand(report, officer), by_hand(report, second_officer)) == ([], ["return", "accept"])
    assert [list(waiting_for(user)) for user in (officer, second_officer)] == [[], [report]]
    with pytest.raises(NotAllowed):
        services.accept_report(report, by=officer)
    assert services.accept_report(report, by=second_officer).state == State.ACCEPTED


def test_an_officer_does_not_endorse_where_the_region_has_somebody(running_project, people):
    report = certified(running_project)

    with pytest.raises(NotAllowed):
        services.endorse_report(report, by=people["officer"])
