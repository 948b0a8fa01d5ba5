"""The people of a project: named, removed, another manager."""

import pytest

from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent
from monitoring import services
from monitoring.models import TeamMember
from notifications.models import Notification
from projects import services as projects
from projects.models import Project

URL = "/en/workspace/reports/people/PX.9001/"
QUERIES = 6


def test_name_by_address_in_any_case(client_for, running_project, project_manager, colleague):
    page = client_for(project_manager).post(URL, {"email": colleague.email.upper(), "part": "WRITER"}, follow=True)

    assert page.redirect_chain == [(URL, 302)]
    assert running_project.team_members.get(user=colleague).part == "WRITER"
    assert Notification.objects.filter(kind="project.named", user=colleague).count() == 1
    assert page.content.decode().count("Carlo Colleague is named and was told.") == 1


def test_name_an_address_without_account_keeps_what_was_typed(client_for, running_project, project_manager, colleague):
    colleague.is_active = False
    colleague.save()
    client = client_for(project_manager)

    for address in ("nobody@example.org", colleague.email):
        page = client.post(URL, {"email": address, "part": "CERTIFIER"})
        assert page.context["form"].errors["email"] == [
            "Nobody signs in with this address. Ask your colleague to make an account first, then name them here."
        ]
        assert page.context["form"]["email"].value() == address
        assert page.content.decode().count("Nobody signs in with this address.") == 2


def test_name_the_manager_is_refused_on_the_page(client_for, running_project, officer, project_manager):
    page = client_for(officer).post(URL, {"email": project_manager.email, "part": "CERTIFIER"})

    assert page.context["form"].non_field_errors() == [
        "The project manager writes reports anyway, and somebody else certifies them."
    ]


@pytest.mark.parametrize(
    ("name", "reads", "names"),
    [
        ("project_manager", 200, True), ("officer", 200, True), ("endorser", 200, False), ("approver", 200, False),
        ("applicant", 200, False), ("stranger", 404, None),
    ],
)  # fmt: skip
def test_people_page_for_each_person(client_for, request, running_project, colleague, name, reads, names):
    client = client_for(request.getfixturevalue(name))

    page = client.get(URL)
    client.post(URL, {"email": colleague.email, "part": "WRITER"})

    assert page.status_code == reads
    if names is not None:
        assert (page.context["form"] is not None) == names
    assert running_project.team_members.filter(user=colleague).exists() == bool(names)


def test_remove_asks_once_more_and_warns_of_the_last_certifier(client_for, running_project, project_manager, applicant):
    client = client_for(project_manager)
    address = f"{URL}{running_project.team_members.get().pk}/remove/"

    question = client.get(address).content.decode()
    assert question.count("Then nobody certifies the reports of this project") == 1
    assert running_project.team_members.count() == 1
    client.post(address)

    assert running_project.team_members.count() == 0
    assert AuditEvent.objects.last().done == "removed a member of the team"


@pytest.mark.parametrize("name", ["endorser", "applicant", "stranger"])
def test_remove_by_others_is_not_there(client_for, request, running_project, name):
    client = client_for(request.getfixturevalue(name))

    assert client.post(f"{URL}{running_project.team_members.get().pk}/remove/").status_code == 404
    assert running_project.team_members.count() == 1


def test_remove_a_member_of_another_project_is_not_there(client_for, running_project, project_manager, px_0009_member):
    assert client_for(project_manager).post(f"{URL}{px_0009_member.pk}/remove/").status_code == 404


@pytest.fixture
def px_0009_member(stranger, officer):
    project = Project.objects.create(address="other", title="Other")
    return TeamMember.objects.create(project=project, user=stranger, part="WRITER", added_by=officer)


def test_change_manager_tells_both_and_gives_the_reports_over(running_project, officer, project_manager, colleague):
    project = projects.change_manager(running_project, by=officer, manager=colleague)

    assert project.manager == colleague
    told = Notification.objects.filter(kind="project.manager_changed").values_list("user__name", flat=True)
    assert sorted(told) == ["Carlo Colleague", "Paula Manager"]
    assert AuditEvent.objects.last().data == {"before": project_manager.pk, "after": colleague.pk}
    duty = project.duties.get(kind="FINAL")
    with pytest.raises(NotAllowed):
        services.open_report(duty, by=project_manager)
    assert services.open_report(duty, by=colleague).state == "DRAFT"


def test_change_manager_to_who_certifies_is_refused(running_project, officer, applicant, project_manager):
    with pytest.raises(DomainError, match="Ana Applicant certifies the reports of this project"):
        projects.change_manager(running_project, by=officer, manager=applicant)

    running_project.refresh_from_db()
    assert running_project.manager == project_manager


def test_change_manager_to_the_same_is_refused(running_project, officer, project_manager):
    with pytest.raises(DomainError, match="is the project manager already"):
        projects.change_manager(running_project, by=officer, manager=project_manager)


@pytest.mark.parametrize("state", ["CANCELLED", "CLOSED"])
def test_change_manager_of_a_project_that_is_over_is_refused(running_project, officer, colleague, state):
    Project.objects.update(state=state)

    with pytest.raises(StateConflict):
        projects.change_manager(running_project, by=officer, manager=colleague)


@pytest.mark.parametrize("name", ["project_manager", "endorser", "approver"])
def test_change_manager_by_others_is_refused(client_for, request, running_project, colleague, name):
    user = request.getfixturevalue(name)
    with pytest.raises(NotAllowed):
        projects.change_manager(running_project, by=user, manager=colleague)

    assert client_for(user).post(f"{URL}manager/", {"manager": colleague.pk}).status_code == 404


def test_change_manager_on_the_page(client_for, running_project, officer, colleague):
    page = client_for(officer).post(f"{URL}manager/", {"manager": colleague.pk}, follow=True)

    assert page.redirect_chain == [(URL, 302)]
    assert page.content.decode().count("Carlo Colleague manages the project now.") == 1


def test_people_page_costs_the_same_at_1_and_25_members(
    client_for, running_project, officer, django_assert_num_queries
):
    from tests.factories import UserFactory

    client = client_for(officer)
    client.get(URL)
    with django_assert_num_queries(QUERIES):
        client.get(URL)
    for _number in range(24):
        TeamMember.objects.create(project=running_project, user=UserFactory(), part="WRITER", added_by=officer)
    with django_assert_num_queries(QUERIES):
        client.get(URL)
