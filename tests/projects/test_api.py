"""The API says what the pages say, refuses nonsense with words, and keeps what its own description promises."""

import json
from collections import Counter

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from funding.models import Country, Theme
from projects.api import operations
from projects.api.urls import patterns
from projects.catalogue import memory
from projects.filters import ProjectFilter
from projects.models import PublicRecord

from .published import bring, numbered, on_screen

LIST = "/api/v1/projects"


@pytest.mark.parametrize("query", ["", "region=AFRICA", "country=BJ&theme=LM", "q=montenegro", "status=ACTIVE"])
def test_list_is_that_of_the_page(client, catalogue, query):
    found = client.get(f"{LIST}?{query}").json()

    assert [project["address"] for project in found["projects"]] == on_screen(client, query)
    assert found["count"] == len(found["projects"])


def test_pages_lead_to_one_another(client, catalogue):
    bring(numbered(100, 103))
    addresses, url = [], f"{LIST}?page_size=2&language=fr"
    while url:
        page = client.get(url).json()
        addresses += [project["address"] for project in page["projects"]]
        url = (page["next"] or "").removeprefix("http://testserver")

    assert addresses == on_screen(client)
    assert (page["page"], page["pages"], page["count"]) == (3, 3, 6)
    assert page["previous"] == "http://testserver/api/v1/projects?page_size=2&language=fr&page=2"
    assert client.get(f"{LIST}?page=9").json()["projects"] == []


def test_addresses_are_those_of_the_portal_whatever_the_request_calls_it(client, catalogue):
    page = client.get(f"{LIST}?page_size=1&page=2", headers={"Host": "localhost"}).json()

    assert [page[name] for name in ("previous", "next")] == [
        f"http://testserver{LIST}?page_size=1&page={number}" for number in (1, 3)
    ]


def test_project_has_its_nested_parts_as_in_the_file(client, running_project):
    (in_file,) = json.loads(b"".join(client.get("/en/projects.json")))["projects"]
    answer = client.get(f"{LIST}/{running_project.address}?language=en").json()

    assert answer == in_file
    assert answer["results"]["outcomes"][0]["outputs"] != []
    assert answer["money"]["budgets"][0]["value"].replace(".", "").isdigit()


@pytest.mark.parametrize(
    ("query", "header", "language", "name"),
    [
        ("language=es", "fr", "es", "Montenegro"),
        ("", "de, fr;q=0.8, en;q=0.2", "fr", "Monténégro"),
        ("", "", "en", "Montenegro"),
        ("", "xx", "en", "Montenegro"),
    ],
)
def test_names_are_in_the_language_asked_for(client, catalogue, query, header, language, name):
    client.cookies["language"] = "es"
    answer = client.get(f"{LIST}/PX.0009?{query}", headers={"Accept-Language": header})

    assert (answer.headers["Content-Language"], answer.json()["country_names"]) == (language, [name])


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("counrty=ME", "There is no parameter “counrty”."),
        ("region=ATLANTIS", "region: "),
        ("page=0", "page: Input should be greater than or equal to 1"),
        ("page_size=101", "page_size: Input should be less than or equal to 100"),
        ("page=many", "page: Input should be a valid integer"),
        ("language=de", "language: Input should be 'en', 'fr' or 'es'"),
        ("year=soon", "year: "),
        ("q=" + "x" * 201, "q: String should have at most 200 characters"),
    ],
)
def test_wrong_parameters_are_refused_with_a_sentence(client, catalogue, query, detail):
    answer = client.get(f"{LIST}?{query}")
    problem = answer.json()

    assert (answer.status_code, problem["status"], problem["title"], len(problem["details"])) == (
        422,
        422,
        "Wrong parameters",
        1,
    )
    assert problem["details"][0].startswith(detail)


@pytest.mark.parametrize("path", ["projects/PX.9999", "nothing", "projects/PX.0009/more"])
def test_what_is_not_there_is_a_problem_in_json(client, catalogue, path):
    answer = client.get(f"/api/v1/{path}")

    assert (answer.status_code, answer.json()["title"]) == (404, "Not found")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_api_never_writes(client, catalogue):
    answers = [getattr(client, method)(LIST) for method in ("post", "put", "patch", "delete")]

    assert [(answer.status_code, answer.json()["title"]) for answer in answers] == [(405, "Method not allowed")] * 4


@override_settings(ACCOUNT_RATE_LIMITS={"read_data": "1/m/ip"})
def test_too_many_requests_are_refused_in_json(client, catalogue):
    client.get("/api/v1/themes")
    refused = client.get("/api/v1/themes")

    assert (refused.status_code, refused.json()["details"]) == (429, ["Too many requests. Please wait a minute."])


def test_api_knows_nobody(client_for, visitor, catalogue, officer):
    answers = [browser.get(LIST) for browser in (visitor, client_for(officer))]

    assert answers[0].content == answers[1].content
    assert answers[0].headers["ETag"] == answers[1].headers["ETag"]
    assert [answer.headers["Vary"] for answer in answers] == ["Accept-Language"] * 2
    assert [answer.headers["Cache-Control"] for answer in answers] == ["public, max-age=0, must-revalidate"] * 2


def test_unchanged_answer_is_not_sent_again_and_head_has_no_body(client, catalogue):
    tag = client.head(LIST).headers["ETag"]

    assert client.get(LIST, headers={"If-None-Match": tag}).status_code == 304
    assert client.get(f"{LIST}?language=fr", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("query", ["", "region=AFRICA", "theme=LM&status=ACTIVE"])
def test_facets_are_what_counting_gives(client, catalogue, query):
    bring(numbered(100, 102))
    answer = client.get(f"/api/v1/facets?{query}&language=fr").json()
    asked = dict(part.split("=") for part in query.split("&") if part)
    fields = {
        "region": "region_id",
        "theme": "theme_id",
        "status": "state",
        "coverage": "coverage",
        "year": "funding_year",
    }

    for name, field in fields.items():
        others = {fields[other]: value for other, value in asked.items() if other != name}
        values = PublicRecord.objects.filter(**others).values_list(field, flat=True)
        expected = Counter(str(value) for value in values if value not in (None, ""))
        assert {one["code"]: one["count"] for one in answer["facets"][name]} == expected, name
    assert (
        answer["count"] == PublicRecord.objects.filter(**{fields[name]: value for name, value in asked.items()}).count()
    )
    assert {one["name"] for one in answer["facets"]["country"]} <= set(
        Country.objects.values_list("name_fr", flat=True)
    )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_facets_have_the_names_of_the_page(client, catalogue, language):
    PublicRecord.objects.update(goal_codes=["SDG-10.7", "GCM-10"])
    memory.forget()
    answer = client.get(f"/api/v1/facets?language={language}").json()["facets"]
    with override(language):
        labels = memory.current().labels.values

    assert {name: {one["code"]: one["name"] for one in found} for name, found in answer.items()} == {
        name: {one["code"]: labels[name][one["code"]] for one in found} for name, found in answer.items()
    }
    assert [one["name"] for one in answer["results"]] == [{"en": "Without results", "fr": "Sans résultats"}[language]]
    assert answer["sdg"][0]["name"] != answer["sdg"][0]["code"]


def test_code_lists_name_everything(client, reference):
    themes, countries = (client.get(f"/api/v1/{name}?language=fr").json() for name in ("themes", "countries"))

    assert [theme["name"] for theme in themes] == [theme.name_fr for theme in Theme.objects.all()]
    benin = Country.objects.get(pk="BJ")
    assert [country for country in countries if country["code"] == "BJ"] == [
        {
            "code": "BJ",
            "name": "Bénin",
            "region_code": "AFRICA",
            "latitude": str(benin.latitude),
            "longitude": str(benin.longitude),
        }
    ]


@pytest.mark.parametrize(("path", "queries"), [(LIST, 6), (f"{LIST}/LM.0100", 5), ("/api/v1/facets", 2)])
def test_answer_costs_the_same_at_1_and_25_projects(client, reference, django_assert_num_queries, path, queries):
    bring(numbered(100, 101))
    client.get(path)
    with django_assert_num_queries(queries):
        client.get(path)
    bring(numbered(101, 125))
    client.get(path)

    with django_assert_num_queries(queries):
        client.get(f"{path}?language=en")


def test_index_and_description_lead_on(client, reference):
    index, schema = client.get("/api/v1/").json(), client.get("/api/v1/openapi.json").json()

    assert index["openapi"] == "http://testserver/api/v1/openapi.json"
    assert {name for name in index if f"/api/v1/{name}" in schema["paths"]} == set(index) - {"openapi", "documentation"}
    parameters = {one["name"] for one in schema["paths"][LIST]["get"]["parameters"]}
    assert parameters == {*ProjectFilter.base_filters, "language", "page", "page_size"}


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_page_describes_every_operation(client, catalogue, language):
    page = client.get(f"/{language}/open-data/api/")

    assert [operation["name"] for operation in page.context["operations"]] == list(operations.WORDS)
    assert page.context["operations"][1]["example"].startswith(f"{LIST}/")


def test_every_address_of_the_api_is_declared_public():
    assert {pattern.callback.access_rule for pattern in patterns()} == {"public"}


EXAMPLES = settings(
    max_examples=8, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.mark.once
def test_api_keeps_what_its_description_promises(catalogue):
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())

    asked = [_ask(found.ok()) for found in schema.get_all_operations()]

    assert asked == [*operations.WORDS]


def _ask(operation):
    """Codes are data, not part of the description, so that an unknown one may be refused."""

    @EXAMPLES
    @given(case=operation.as_strategy())
    def ask(case):
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    ask()
    return operation.definition.raw["operationId"]
