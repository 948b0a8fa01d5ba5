import re

import pytest

from projects.catalogue import memory
from projects.models import PublicRecord
from projects.selectors.places import KINDS
from projects.services import import_projects

HEADER = "code,title,region,countries,theme,type,status,amount_usd,year,start,end\n"
PLACES = ["countries/ME", "regions/EUROPE", "themes/CT", "sdg/10", "years/2018"]


def bring(first, last):
    rows = [
        f"PX.{number:04d},Project {number},Europe,Montenegro,Counter Trafficking Projects,National,Active,"
        f"{number}000,2018,2018,2019"
        for number in range(first, last)
    ]
    import_projects((HEADER + "\n".join(rows)).encode())
    PublicRecord.objects.update(goal_codes=["SDG-10.7"])
    memory.forget()


@pytest.fixture
def one(reference):
    """One public record for Montenegro."""
    bring(9, 10)


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/en/projects/countries/ME/", 18),
        ("/fr/projects/regions/EUROPE/", 18),
        ("/es/projects/themes/CT/", 18),
        ("/en/projects/sdg/10/", 18),
        ("/fr/projects/years/2018/", 18),
        ("/es/projects/countries/", 18),
    ],
)
def test_a_place_costs_the_same_at_1_and_25_projects(client, one, django_assert_max_num_queries, path, queries):
    client.get(path)
    with django_assert_max_num_queries(queries) as few:
        client.get(path)
    bring(100, 124)
    client.get(path)

    with django_assert_max_num_queries(queries) as many:
        page = client.get(path)

    assert len(many) == len(few)
    assert "25" in page.content.decode()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_place_shows_its_projects_and_figures(client, one, place, language):
    page = client.get(f"/{language}/projects/{place}/")

    assert [project.code for project in page.context["page"]] == ["PX.0009"]
    assert page.context["place"].figures.total.number == 1
    assert f'<link rel="canonical" href="http://testserver/{language}/projects/{place}/">' in page.content.decode()


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_an_index_leads_to_every_place_with_projects(client, one, kind):
    page = client.get(kind.index_url)

    assert [(row.number, client.get(row.url).status_code) for row in page.context["rows"]] == [(1, 200)]


@pytest.mark.parametrize("place", ["countries/XX", "regions/x", "themes/'", "sdg/18", "sdg/0", "years/1999", "years/x"])
def test_what_does_not_exist_is_not_found(client, one, place):
    assert client.get(f"/en/projects/{place}/").status_code == 404


def test_a_country_without_projects_says_so_and_leads_on(client, one):
    page = client.get("/en/projects/countries/AL/").content.decode()

    assert "No project yet" in page
    assert 'href="/en/eligibility/countries/AL/"' in page


def test_neighbours_are_those_with_projects(client, one):
    import_projects((HEADER + "LM.0001,A,Africa,Benin,Labour Migration,National,Active,1,2020,2020,2021").encode())
    import_projects((HEADER + "LM.0002,B,Africa,Zambia,Labour Migration,National,Active,1,2020,2020,2021").encode())

    place = client.get("/en/projects/countries/ME/").context["place"]

    assert (place.before.label, place.after.label) == ("Benin", "Zambia")


@pytest.mark.parametrize("sort", ["name", "amount", "projects", "x'", ""])
def test_an_index_can_be_sorted_by_links(client, one, sort):
    import_projects((HEADER + "LM.0001,A,Africa,Benin,Labour Migration,National,Active,1,2020,2020,2021").encode())

    rows = client.get("/en/projects/regions/", {"sort": sort}).context["rows"]

    first = {"name": "Africa", "amount": "Europe", "projects": "Europe"}.get(sort, "Africa")
    assert rows[0].label == first


def test_a_withheld_country_is_nowhere(client, one):
    """Pages of places read the public records alone."""
    PublicRecord.objects.update(country_codes=[])
    memory.forget()

    assert client.get("/en/projects/countries/").context["rows"] == []
    assert client.get("/en/projects/countries/ME/").context["place"].figures.total.number == 0


def test_the_map_names_each_country_with_its_figures(client, one):
    page = client.get("/en/projects/countries/").content.decode()

    assert re.findall(r'<a href="([^"]+)" class="map-\d" aria-label="([^"]+)"', page) == [
        ("/en/projects/countries/ME/", "Montenegro: 1 project, USD\u00a09,000")
    ]
    assert "The boundaries and names shown" in page


def test_the_disclaimer_can_be_configured(client, one, settings):
    settings.MAP_DISCLAIMER = "IOM's own words."

    assert "IOM&#x27;s own words." in client.get("/en/projects/countries/").content.decode()
