import pytest
from django.utils.translation import override

from projects.models import Project
from projects.services import import_projects

HEADER = "code,title,region,countries,theme,type,status,amount_usd,year,start,end\n"


def bring(first, last):
    rows = [
        f"PX.{number:04d},Project {number},Europe,Montenegro,Counter Trafficking Projects,National,Active,"
        f"{number}000,2018,2018,2019"
        for number in range(first, last)
    ]
    import_projects((HEADER + "\n".join(rows)).encode())


@pytest.fixture
def px_0009(reference):
    """The published record of PX.0009."""
    bring(9, 10)
    return Project.objects.get()


@pytest.mark.parametrize(
    ("path", "queries"), [("/en/projects/", 3), ("/en/projects/?q=europe&theme=CT&country=ME&page=1", 4)]
)
def test_catalogue_costs_the_same_at_1_and_25_projects(client, px_0009, django_assert_num_queries, path, queries):
    client.get(path)
    with django_assert_num_queries(queries):
        client.get(path)
    bring(100, 124)
    client.get(path)  # the process reads what is new

    with django_assert_num_queries(queries):
        page = client.get(path)

    assert page.context["page"].paginator.count == 25


def test_exact_code_goes_to_the_project(client, px_0009):
    response = client.get("/fr/projects/", {"q": "px.0009"})

    assert response.headers["Location"] == "/fr/projects/PX.0009/"


@pytest.mark.parametrize(
    "query",
    [
        "region=EUROPE",
        "country=ME",
        "theme=CT",
        "coverage=NATIONAL",
        "status=ACTIVE",
        "year=2018",
        "q=montenegro+trata",
    ],
)
def test_each_filter_narrows(client, px_0009, query):
    import_projects(
        (HEADER + "LM.0001,Other,Africa,Benin,Labour Migration,Regional,Completed,1,2020,2020,2021").encode()
    )

    page = client.get(f"/en/projects/?{query}").context["page"]

    assert [project.code for project in page] == ["PX.0009"]


@pytest.mark.parametrize(
    "query", ["country=XX", "region='", "year=abc", "year=99999999999", "page=-1", "page=zzz", "status=%00"]
)
def test_nonsense_in_the_address_is_no_error(client, px_0009, query):
    assert client.get(f"/en/projects/?{query}").status_code in {200, 400}


def test_page_names_every_field_in_the_readers_language(client, px_0009):
    with override("fr"):
        page = client.get("/fr/projects/PX.0009/").content.decode()

    for text in [
        "PX.0009",
        "Project 9",
        "Monténégro",
        "Lutte contre la traite",
        "9\u202f000\u00a0USD",
        "2018",
        "2019",
        "Europe",
    ]:
        assert text in page


def test_unpublished_project_is_not_found_by_visitors(client, application_in):
    project = application_in("approved").project

    assert client.get(f"/en/projects/{project.address}/").status_code == 404
    assert client.get("/en/projects/", {"q": "trafficking"}).context["page"].paginator.count == 0


def test_public_page_of_a_running_project_shows_accepted_progress_and_no_names(client, running_project):
    page = client.get(running_project.record.get_absolute_url()).content.decode()

    assert "Officials who pass the final test" in page
    assert "58 officials" in page
    assert [name for name in ("Ana Nović", "Paula Manager", "focal.point@demo.example.org") if name in page] == []
