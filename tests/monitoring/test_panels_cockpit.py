import pytest

from demo.running import ensure_running
from monitoring.models import Standing
from projects import services as projects
from tests.factories import ProjectFactory


def page_of(client, project):
    return client.get(f"/en/workspace/projects/{project.address}/").content.decode().replace("\u00a0", " ")


def test_working_page_says_how_the_project_stands(client_for, running_project, project_manager):
    page = page_of(client_for(project_manager), running_project)

    for words in ("How the project stands", "Timeline", "Spending against the plan", "Reporting schedule"):
        assert f"{words}</h2>" in page
    assert "31.7% – USD 47,400 of USD 149,700" in page
    assert "USD 33,000 spent of USD 106,500 for its activities" in page


def test_working_page_warns_where_rating_and_lights_disagree(
    client_for, officer, second_officer, project_manager, reference
):
    list(ensure_running(20))
    client = client_for(officer)
    pages = {row.disagrees: page_of(client, row.project) for row in Standing.objects.select_related("project")}

    assert {disagrees: "Rating and lights disagree" in page for disagrees, page in pages.items()} == {
        True: True,
        False: False,
    }


def test_old_record_has_a_friendly_page(client_for, officer):
    project = ProjectFactory(code="PX.0001", address="PX.0001")

    page = page_of(client_for(officer), project)

    assert "This project has no plan in the portal" in page
    assert "Timeline" not in page


def test_project_that_waits_for_its_start_says_so(client_for, application_in, officer):
    project = application_in("approved").project

    page = page_of(client_for(officer), project)

    assert "The project is not started yet" in page


@pytest.mark.parametrize(
    ("state", "name", "queries"),
    [("running", "officer", 33), ("running", "project_manager", 30), ("ended", "officer", 35)],
)
def test_working_page_reads_everything_once(client_for, request, state, name, queries, django_assert_num_queries):
    project = request.getfixturevalue(f"{state}_project")
    client = client_for(request.getfixturevalue(name))
    page_of(client, project)

    with django_assert_num_queries(queries):
        page_of(client, project)


@pytest.mark.parametrize("name", ["officer", "project_manager", "endorser", "applicant", "auditor"])
def test_everybody_who_works_on_it_reads_the_same_figures(client_for, request, running_project, name):
    page = page_of(client_for(request.getfixturevalue(name)), running_project)

    assert "Spent 31.7%, planned 33.3% until" in page


def test_suspended_project_says_that_nothing_falls_due(client_for, running_project, officer, project_manager):
    projects.suspend(running_project, by=officer, comment="Elections")

    page = page_of(client_for(project_manager), running_project)

    assert "Nothing while the project is suspended" in page
    assert "of this project is late" not in page


def test_stranger_finds_no_working_page(client_for, running_project, stranger):
    assert client_for(stranger).get(f"/en/workspace/projects/{running_project.address}/").status_code == 404
