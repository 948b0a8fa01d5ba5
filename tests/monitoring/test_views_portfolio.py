import csv
import io

import pytest

from demo.running import ensure_running
from monitoring.exports.portfolio import COLUMNS
from monitoring.models import Standing
from projects.models import Project

ADDRESS = "/en/workspace/reports/portfolio/"


@pytest.fixture
def crowd(reference, officer, second_officer, project_manager):
    """``crowd(25)``: so many invented running projects."""
    return lambda number: list(ensure_running(number))


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("officer", 200), ("approver", 200), ("auditor", 200), ("endorser", 200), ("applicant", 403),
        ("reviewer", 403), ("project_manager", 403), ("administrator", 403),
    ],
)  # fmt: skip
def test_portfolio_is_for_the_fund_and_regional_offices(client_for, request, running_project, name, status):
    client = client_for(request.getfixturevalue(name))

    assert client.get(ADDRESS).status_code == status
    assert client.get("/en/workspace/reports/portfolio.csv").status_code == status


def test_visitor_signs_in_first(visitor, running_project):
    assert visitor.get(ADDRESS).status_code == 302


def test_regional_office_sees_its_region_alone(client_for, crowd, endorser):
    crowd(25)
    client = client_for(endorser)
    own = set(Project.objects.filter(region="EUROPE").values_list("code", flat=True))
    others = set(Project.objects.exclude(region="EUROPE").values_list("code", flat=True))

    page = client.get(ADDRESS).content.decode()
    forced = client.get(f"{ADDRESS}?region=AFRICA").content.decode()
    file = client.get("/en/workspace/reports/portfolio.csv").content.decode()

    assert own
    assert others
    for text in (page, forced, file):
        assert [code for code in others if code in text] == []
    assert {code for code in own if code in page} == own
    assert "Africa" not in page.split("<main")[1]


@pytest.mark.parametrize(("number", "queries"), [(1, 22), (25, 22)])
def test_queries_do_not_grow_with_projects(client_for, crowd, officer, number, queries, django_assert_num_queries):
    crowd(number)
    client = client_for(officer)
    client.get(ADDRESS)

    with django_assert_num_queries(queries):
        page = client.get(f"{ADDRESS}?columns=countries&columns=manager&columns=light&columns=theme").content.decode()

    assert page.count('<th role="rowheader" scope="row">\n              <a href="/en/workspace/projects/YY.') == number


def test_file_holds_exactly_what_the_page_shows(client_for, crowd, officer):
    crowd(30)
    client = client_for(officer)
    client.get(f"{ADDRESS}?columns=budget&columns=late")

    answer = client.get("/en/workspace/reports/portfolio.csv?line=2&sort=budget")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))

    expected = Standing.objects.filter(project__line=2).order_by("-budget", "project__code")
    assert rows[0] == ["Code", "Title", "Late reports", "Budget (USD)"]
    assert [(row[0], row[2], row[3]) for row in rows[1:]] == [
        (row.project.code, str(row.reports_late), str(row.budget)) for row in expected.select_related("project")
    ]


def test_workbook_opens(client_for, running_project, officer):
    every = "&".join(f"columns={column.code}" for column in COLUMNS)
    answer = client_for(officer).get(f"/en/workspace/reports/portfolio.xlsx?{every}")

    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="portfolio.xlsx"'
    assert client_for(officer).get("/en/workspace/reports/portfolio.exe").status_code == 404


def test_columns_are_remembered_and_nonsense_gives_the_usual_ones(client_for, running_project, officer):
    client = client_for(officer)
    heads = "<caption"

    client.get(f"{ADDRESS}?columns=theme")
    again = client.get(ADDRESS).content.decode().split(heads)[1].split("</thead>")[0]
    client.get(f"{ADDRESS}?columns=nonsense")
    usual = client.get(ADDRESS).content.decode().split(heads)[1].split("</thead>")[0]

    assert ("Theme" in again, "Late reports" in again) == (True, False)
    assert ("Theme" in usual, "Late reports" in usual) == (False, True)


def test_empty_portfolio_says_when_projects_appear(client_for, officer):
    page = client_for(officer).get(ADDRESS).content.decode()

    assert "A project appears here when an officer has started it." in page


def test_filters_that_leave_nothing_show_the_way_out(client_for, running_project, officer):
    page = client_for(officer).get(f"{ADDRESS}?q=nowhere").content.decode()

    assert "No project fits" in page
    assert "PX.9001" not in page


def test_to_do_list_of_officers_counts_what_needs_attention(client_for, crowd, officer, approver):
    crowd(40)
    number = Standing.objects.needing_attention().count()

    page = client_for(officer).get("/en/workspace/").content.decode()
    linked = client_for(officer).get(f"{ADDRESS}?only=attention").content.decode()

    assert number > 1
    assert f"{number} projects need attention" in page
    assert f"{number} projects</h2>" in linked
    assert "need attention" not in client_for(approver).get("/en/workspace/").content.decode()


def test_navigation_leads_to_the_portfolio_and_to_all_projects(client_for, officer, endorser):
    navigation = (
        client_for(officer).get("/en/workspace/").content.decode().split('class="side-nav"')[1].split("</nav>")[0]
    )
    of_office = (
        client_for(endorser).get("/en/workspace/").content.decode().split('class="side-nav"')[1].split("</nav>")[0]
    )

    assert ('href="/en/workspace/reports/portfolio/"' in navigation, "All projects" in navigation) == (True, True)
    assert ('href="/en/workspace/reports/portfolio/"' in of_office, "All projects" in of_office) == (True, False)
