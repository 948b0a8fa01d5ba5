import csv
import io

import openpyxl
import pytest

from funding.exports.states import COLUMNS
from funding.models import Country, CountryStatus

pytestmark = pytest.mark.usefixtures("reference")
STATES, COUNTRIES = "/en/eligibility/states/", "/en/eligibility/countries/"
PALAU = f"{COUNTRIES}PW/"


def records(client, kind, query):
    """The head and the rows of a file, everything as text."""
    response = client.get(f"/en/eligibility/states.{kind}?{query}")
    assert response.status_code == 200
    if kind == "json":
        rows = response.json()["states"]
        return [list(rows[0]), *([str(value) for value in row.values()] for row in rows)]
    if kind == "csv":
        return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize(("path", "queries"), [(f"{STATES}?line=1", 9), (f"{STATES}?line=2", 10), (COUNTRIES, 6)])
def test_lists_cost_the_same_at_one_and_at_all_countries(client, django_assert_num_queries, path, queries):
    client.get(path)
    with django_assert_num_queries(queries):
        client.get(path)
    CountryStatus.objects.filter(kind="IOM_MEMBER").exclude(country="PW").delete()

    with django_assert_num_queries(queries):
        client.get(path)


def test_country_costs_the_same_with_a_short_and_a_long_history(client, django_assert_num_queries):
    client.get(f"{PALAU}?line=2")
    with django_assert_num_queries(12):
        client.get(f"{PALAU}?line=2")
    for year in range(1990, 2015):
        CountryStatus.objects.create(country_id="PW", kind="LDC", valid_from=f"{year}-01-01", valid_to=f"{year}-02-01")

    with django_assert_num_queries(12):
        client.get(f"{PALAU}?line=2")


def test_palau_is_eligible_and_the_page_says_why(client):
    page = client.get(f"{PALAU}?line=2&on=2026-11-23")

    text = page.content.decode()
    assert page.context["state"].is_eligible is True
    assert text.count('href="/en/eligibility/criteria/?year=2022#E08"') == 1
    assert text.count("Not applicable") == 0
    assert "Not all names on this list are known" in text


@pytest.mark.parametrize(("day", "answer"), [("2013-06-30", None), ("2013-07-01", False)])
def test_croatia_joined_the_union_on_1_july_2013(client, day, answer):
    page = client.get(f"{COUNTRIES}HR/?line=1&on={day}")

    assert page.context["state"].is_eligible is answer
    assert "Older than the rules recorded here" in page.content.decode()


@pytest.mark.parametrize("path", [STATES, COUNTRIES, PALAU])
@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize(
    "query",
    ["on=2026-13-45", "on=0001-01-01", "on=9999-12-31", "line=9", "line=x", "region=X", "page=x", "q=%C3%9F"],
)
def test_odd_questions_are_answered(client, path, language, query):
    assert client.get(f"{path.replace('en', language, 1)}?{query}").status_code == 200


@pytest.mark.parametrize(("query", "field"), [("on=2026-13-45", "on"), ("line=9", "line"), ("region=X", "region")])
def test_what_cannot_be_read_is_said_beside_its_field(client, query, field):
    page = client.get(f"{STATES}?{query}")

    assert list(page.context["form"].errors) == [field]
    assert "states" not in page.context
    assert f'href="#id_{field}"' in page.content.decode()


@pytest.mark.parametrize("path", [f"{COUNTRIES}QQ/", f"{COUNTRIES}PALAU/", "/en/eligibility/states.pdf"])
def test_what_does_not_exist_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_nothing_can_be_posted(client):
    assert [client.post(path).status_code for path in (STATES, COUNTRIES, PALAU)] == [405, 405, 405]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("query", ["line=2&on=2026-11-23", "line=1&on=2013-06-30", "line=2&region=EUROPE"])
def test_files_say_what_the_page_says(client, kind, query):
    rows = client.get(f"{STATES}?{query}").context["states"].all

    head, *lines = records(client, kind, query)

    answers = {True: "yes", False: "no", None: "unknown"}
    assert head == COLUMNS
    assert [(line[0], line[7]) for line in lines] == [(row.country.pk, answers[row.is_eligible]) for row in rows]


def test_the_three_files_are_equal(client):
    texts = [records(client, kind, "line=2&on=2026-11-23") for kind in ("csv", "xlsx", "json")]

    assert texts[0] == texts[1] == texts[2]
    [palau] = [line for line in texts[0] if line[0] == "PW"]
    assert palau[1:9] == ["Palau", "Palaos", "Palau", "ASIA_OCEANIA", "2", "2026-11-23", "yes", "2024-08-01"]
    assert palau[10:] == ["no", "no", "yes"]


def test_json_says_which_list_was_in_force(client):
    answers = [
        client.get(f"/en/eligibility/states.json?{query}").json()["list"]
        for query in ("line=2&on=2026-11-23", "line=1")
    ]

    assert answers == [{"effective_from": "2024-08-01", "is_complete": False}, None]


def test_name_is_no_formula_in_a_sheet(client):
    Country.objects.filter(pk="PW").update(name_en="=1+1")

    names = [
        [line[1] for line in records(client, kind, "line=2") if line[0] == "PW"] for kind in ("csv", "xlsx", "json")
    ]

    assert names == [["'=1+1"], ["'=1+1"], ["=1+1"]]


def test_file_of_an_unreadable_question_is_refused(client):
    assert client.get("/en/eligibility/states.csv?on=2026-13-45").status_code == 400


@pytest.mark.parametrize("region", ["EUROPE", "AFRICA"])
def test_region_narrows(client, region):
    states = client.get(f"{STATES}?region={region}").context["states"].all
    rows = client.get(f"{COUNTRIES}?region={region}").context["rows"]

    assert {state.country.region_id for state in states} == {region}
    assert {country.region_id for country, _states in rows} == {region}


def test_nothing_found_shows_the_way_back(client):
    page = client.get(f"{COUNTRIES}?q=atlantis")

    assert page.context["page"].paginator.count == 0
    assert "No country fits" in page.content.decode()
