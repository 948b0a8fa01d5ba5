"""The page of the catalogue: its parts for htmx, its way without scripts, what search engines may keep."""

import re

import pytest

from projects.catalogue import memory

HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/en/projects/", 3),
        ("/en/projects/?country=ME&theme=PX&status=COMPLETED", 3),
        ("/en/projects/?q=number&sort=title", 4),
        ("/en/projects/?q=number", 6),
        ("/en/projects/?q=numbr", 4),
    ],
)
def test_list_filter_and_search_cost_the_same_at_1_and_25_projects(
    client, public, django_assert_num_queries, path, queries
):
    def measured():
        client.get(path)  # what is new is read once, by the first who asks
        memory.current()._searches.clear()
        with django_assert_num_queries(queries):
            return client.get(path).context["selection"].count

    public("Number 0", theme_id="PX")
    one = measured()
    for number in range(1, 25):
        public(f"Number {number}", theme_id="PX")

    assert measured() == 25 * one


def test_part_for_htmx_says_the_count_and_names_the_address(client, public):
    public("One", "ME")
    public("Two", "AL")

    response = client.get("/en/projects/?q=&country=ME&country=XX&sort=newest", headers=HTMX)
    part = response.content.decode()

    assert response.headers["HX-Push-Url"] == "/en/projects/?country=ME"
    assert "<html" not in part
    assert re.findall(r'id="catalogue-said"[^>]*>([^<]+)<', part) == ["1 project"]
    assert client.get("/en/projects/", headers=HTMX).headers["HX-Push-Url"] == "/en/projects/"


def test_going_back_gets_the_whole_page(client, public):
    public()

    page = client.get("/en/projects/", headers={**HTMX, "HX-History-Restore-Request": "true"})

    assert ("<html" in page.content.decode(), "HX-Push-Url" in page.headers) == (True, False)
    assert page.headers["ETag"] != client.get("/en/projects/", headers=HTMX).headers["ETag"]


def test_exact_code_leads_to_the_project_also_by_htmx(client, public):
    public(code="PX.0009", address="PX.0009", prima_id="ME10P0003")

    assert client.get("/fr/projects/?q=me10p0003").headers["Location"] == "/fr/projects/PX.0009/"
    assert client.get("/fr/projects/?q=px.0009", headers=HTMX).headers["HX-Redirect"] == "/fr/projects/PX.0009/"


@pytest.mark.parametrize(
    ("query", "robots"),
    [
        ("", []),
        ("?country=ME", []),
        ("?country=ME&status=COMPLETED", ["noindex, follow"]),
        ("?q=one", ["noindex, follow"]),
    ],
)
def test_search_engines_keep_no_deep_lists(client, public, query, robots):
    public("One", "ME")

    page = client.get(f"/en/projects/{query}").content.decode()

    assert re.findall(r'name="robots" content="([^"]+)"', page) == robots
    assert re.findall(r'rel="canonical" href="([^"]+)"', page) == ["http://testserver/en/projects/"]


def test_old_addresses_with_one_value_stay(client, public):
    public("One", "ME", region_id="EUROPE", theme_id="PX", coverage="NATIONAL")
    public("Two", "AL", region_id="EUROPE")

    page = client.get(
        "/en/projects/?region=EUROPE&country=ME&theme=PX&coverage=NATIONAL&status=COMPLETED&year=2020&page=1"
    )

    assert [project.title for project in page.context["page"]] == ["One"]
    assert page.context["total"] == 100_000


def test_empty_result_leads_on(client, public):
    public("Engaging the diaspora", "ME")

    page = client.get("/es/projects/?q=diasporra&country=ME&year=2001").content.decode()

    assert "?q=diaspora" in page
    assert 'href="/es/projects/"' in page


def test_linked_data_names_no_licence_before_the_fund_confirms_one(client, public, settings):
    public()
    settings.OPEN_DATA_LICENCE_NAME = settings.OPEN_DATA_LICENCE_URL = ""
    before = client.get("/en/projects/").content.decode()
    settings.OPEN_DATA_LICENCE_URL = "https://example.org/by/4.0/"

    after = client.get("/en/projects/").content.decode()

    assert ('"license"' in before, '"license": "https://example.org/by/4.0/"' in after) == (False, True)
