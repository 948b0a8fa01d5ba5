"""Steps of a project: who may when, who is told, what the public reads, what happens to the money."""

from decimal import Decimal

import pytest

from core.errors import DomainError, NotAllowed
from core.models import AuditEvent
from funding.models import LedgerEntry
from notifications.models import Notification
from projects import services
from projects.models import Project, PublicRecord, State
from projects.workflow import PROJECT

OFFICERS = ("officer", "second_officer")
ALLOWED = {
    "UNKNOWN": set(),
    "ACTIVATION": {"activate", "cancel"},
    "ACTIVE": {"suspend", "cancel", "complete"},
    "SUSPENDED": {"resume", "cancel"},
    "COMPLETED": {"close"},
    "CLOSED": set(),
    "CANCELLED": set(),
}
PEOPLE = [
    *("applicant", "colleague", "endorser", "reviewer", "officer", "second_officer", "approver", "auditor"),
    *("project_manager", "stranger", "administrator"),
]


def told(kind):
    return set(Notification.objects.filter(kind=kind).values_list("user__name", flat=True))


@pytest.mark.parametrize("state", State.values)
def test_available_steps_are_those_of_the_table(running_project, request, state):
    Project.objects.filter(pk=running_project.pk).update(state=state)
    project = Project.objects.get(pk=running_project.pk)

    found = {name: {step.name for step in PROJECT.available(project, request.getfixturevalue(name))} for name in PEOPLE}

    assert found == {name: ALLOWED[state] if name in OFFICERS else set() for name in PEOPLE}


def test_every_transition_is_in_the_matrix():
    assert set().union(*ALLOWED.values()) == {step.name for step in PROJECT.transitions}


def test_suspended_and_resumed_the_public_reads_active(running_project, officer):
    services.suspend(running_project, by=officer, comment="Elections")
    suspended = PublicRecord.objects.get(pk=running_project.pk).state
    project = services.resume(running_project, by=officer, comment="They are over")

    assert (suspended, project.state) == ("ACTIVE", "ACTIVE")
    people = {"Paula Manager", "Ana Applicant", "Emil Endorser"}
    assert (told("project.suspended"), told("project.resumed")) == (people, people)
    event = AuditEvent.objects.about(running_project).get(action="project.suspend")
    assert event.comment == "Elections"


@pytest.mark.parametrize("step", [services.suspend, services.cancel])
def test_a_halt_needs_its_reason_and_an_officer(running_project, officer, endorser, step):
    with pytest.raises(DomainError):
        step(running_project, by=officer, comment=" ")
    with pytest.raises(NotAllowed):
        step(running_project, by=endorser, comment="No")

    assert Project.objects.get(pk=running_project.pk).state == "ACTIVE"


def test_cancelled_it_releases_what_is_not_spent(running_project, officer):
    services.cancel(running_project, by=officer, comment="The counterpart withdrew")

    entry = LedgerEntry.objects.get(kind=LedgerEntry.Kind.RELEASE)
    assert entry.amount == running_project.amount - Decimal("47400.00")
    assert entry.reference == running_project.application.reference
    assert PublicRecord.objects.get(pk=running_project.pk).state == "UNKNOWN"
    assert told("project.cancelled") == {"Paula Manager", "Ana Applicant", "Emil Endorser"}


def test_an_imported_project_is_cancelled_without_money_or_people(reference, officer):
    project = Project.objects.create(address="old", title="Old", state="ACTIVE")

    assert services.cancel(project, by=officer, comment="Never started").state == "CANCELLED"
    assert (LedgerEntry.objects.filter(kind="RELEASE").count(), told("project.cancelled")) == (0, set())


def test_completion_waits_for_reports_and_amendments(running_project, project_manager, officer):
    services.amend(running_project, by=project_manager, comment="Fewer workshops", kinds=["BUDGET"])

    with pytest.raises(DomainError) as refusal:
        services.complete(running_project, by=officer)

    assert [str(one) for one in refusal.value.sentences] == [
        "The final report is not accepted yet (R03).",
        "An amendment of the plan is still open: decide on it or withdraw it.",
    ]
    assert Project.objects.get(pk=running_project.pk).state == "ACTIVE"


@pytest.mark.parametrize("name", ["suspend", "resume", "cancel", "complete", "close"])
def test_a_step_has_a_page_of_its_own_for_officers(client_for, running_project, officer, project_manager, name):
    path = f"/en/workspace/projects/{running_project.address}/{name}/"

    page = client_for(officer).get(path)

    assert page.status_code == 200
    assert client_for(project_manager).get(path).status_code == 404


def test_a_final_step_wants_its_tick_and_keeps_what_was_typed(client_for, running_project, officer):
    client, path = client_for(officer), f"/en/workspace/projects/{running_project.address}/cancel/"

    page = client.post(path, {"comment": "The counterpart withdrew"})
    assert list(page.context["form"].errors) == ["confirmed"]
    assert "The counterpart withdrew" in page.content.decode()
    assert "102,300" in page.content.decode()
    response = client.post(path, {"comment": "The counterpart withdrew", "confirmed": "on"})

    assert response.status_code == 302
    assert Project.objects.get(pk=running_project.pk).state == "CANCELLED"


def test_the_archive_holds_closed_and_cancelled_projects_alone(client_for, running_project, officer):
    client = client_for(officer)
    before = [client.get(f"/en/workspace/projects/portfolio/{query}").context["page"] for query in ("", "?archive=1")]

    services.cancel(running_project, by=officer, comment="No")

    after = [client.get(f"/en/workspace/projects/portfolio/{query}").context["page"] for query in ("", "?archive=1")]
    assert [len(page) for page in before] == [1, 0]
    assert [len(page) for page in after] == [0, 1]
