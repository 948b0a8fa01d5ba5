"""The files hold what the screen shows, in its order, and can be read by the programs they are for."""

import csv
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

from core.spreadsheets import STARTS_A_FORMULA
from funding.models import Country, Theme
from projects.exports import feed as feed_file
from projects.exports.columns import COLUMNS, NAMES_OF_COLUMNS, PARTS
from projects.exports.facts import Reader
from projects.exports.table import in_text
from projects.models import PublicRecord
from projects.selectors.catalogue import select

from .published import bring, numbered, on_screen

ATOM = {"a": "http://www.w3.org/2005/Atom"}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def body(response):
    return b"".join(response) if response.streaming else response.content


def table(client, path="/en/projects.csv"):
    text = body(client.get(path)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    "query",
    [
        "",
        "region=AFRICA",
        "country=BJ&theme=LM",
        "q=montenegro",
        "q=nothing+of+the+kind",
        "status=ACTIVE&page=2",
        "year=x",
    ],
)
def test_every_file_holds_exactly_what_the_screen_shows(client, catalogue, query):
    bring(numbered(100, 119) if query.startswith("status") else "")
    shown = on_screen(client, query.replace("&page=2", ""))

    features = json.loads(body(client.get(f"/en/projects.geojson?{query}")))["features"]
    whole = json.loads(body(client.get(f"/en/projects.json?{query}")))
    sheet = load_workbook(io.BytesIO(body(client.get(f"/en/projects.xlsx?{query}"))))["Projects"]

    assert [row["address"] for row in table(client, f"/en/projects.csv?{query}")] == shown
    assert [row["address"] for row in whole["projects"]] == shown
    assert [feature["id"] for feature in features] == shown
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == shown
    assert whole["count"] == len(shown)


def test_csv_row_says_what_is_known_in_the_readers_language(client, catalogue):
    record = PublicRecord.objects.get(address="PX.0009")
    (row,) = [row for row in table(client, "/fr/projects.csv") if row["address"] == "PX.0009"]
    (poor,) = [row for row in table(client, "/fr/projects.csv") if not row["code"]]

    assert list(row) == list(NAMES_OF_COLUMNS)
    assert {name: row[name] for name in row if row[name]} == {
        "address": "PX.0009",
        "code": "PX.0009",
        "prima_id": "ME10P0003",
        "title": "Enhancing Counter Smuggling",
        "title_language": "en",
        "status": "COMPLETED",
        "status_name": "Achevé",
        "country_codes": "ME",
        "country_names": "Monténégro",
        "region_code": "EUROPE",
        "region_name": "Europe",
        "theme_code": record.theme_id,
        "theme_name": record.theme.name_fr,
        "coverage": "NATIONAL",
        "coverage_name": "National",
        "amount_usd": "100000.00",
        "funding_year": "2018",
        "start_year": "2018",
        "end_year": "2019",
        "has_results": "false",
        "has_evaluation": "false",
        "published_at": record.published_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "changed_at": record.changed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "url": "http://testserver/fr/projects/PX.0009/",
        "source_url": "https://iom.int/project/x",
        "licence": "not confirmed",
    }
    assert (poor["title"], poor["amount_usd"], poor["theme_code"]) == ("'=HYPERLINK(1)", "5000.50", "")


@pytest.mark.parametrize(("language", "shown"), [("en", ("Words", "en")), ("es", ("Mots", "fr"))])
def test_summary_is_in_the_readers_language_or_says_in_which(client, catalogue, language, shown):
    PublicRecord.objects.filter(address="PX.0009").update(
        summary_en="Words" if language == "en" else "", summary_fr="Mots", summary_es=""
    )

    (row,) = table(client, f"/{language}/projects.csv?theme=CT")

    assert (row["summary"], row["summary_language"]) == shown


@given(st.text(alphabet="=+-@\t\r\x00' a\n", max_size=5))
def test_no_text_of_a_person_is_taken_for_a_formula(text):
    wrote = {
        "title",
        "summary",
        "counterpart",
        "code",
        "prima_id",
        "source_url",
        "address",
        "theme_name",
        "country_names",
    }
    facts = [text if column.name in wrote else None for column in COLUMNS]
    facts[NAMES_OF_COLUMNS.index("country_names")] = (text, "Benin")

    cells = dict(zip(NAMES_OF_COLUMNS, in_text(facts), strict=True))

    assert [name for name in wrote if STARTS_A_FORMULA.match(cells[name]) and cells[name][0] != "'"] == []


def test_workbook_has_typed_cells_a_dictionary_and_a_note(client, catalogue):
    book = load_workbook(io.BytesIO(body(client.get("/es/projects.xlsx?region=EUROPE"))))
    projects, dictionary, note = book.worksheets
    head, row = projects.iter_rows(values_only=True)
    found = dict(zip(head, row, strict=True))

    assert head == NAMES_OF_COLUMNS
    assert (found["amount_usd"], found["funding_year"], found["has_results"]) == (100_000, 2018, False)
    assert [row[0] for row in dictionary.iter_rows(min_row=2, values_only=True)] == list(NAMES_OF_COLUMNS)
    assert ("Región", "Europa") in list(note.iter_rows(values_only=True))


def test_json_gives_numbers_as_text_and_says_where_it_comes_from(client, catalogue):
    whole = json.loads(body(client.get("/en/projects.json?country=ME")))
    (project,) = whole["projects"]

    assert {name: whole[name] for name in ("licence", "language", "query", "page", "count")} == {
        "licence": "not confirmed",
        "language": "en",
        "query": "country=ME",
        "page": "http://testserver/en/projects/?country=ME",
        "count": 1,
    }
    assert list(project) == [column.name for column in COLUMNS + PARTS]
    assert (project["amount_usd"], project["country_codes"], project["starts_on"]) == ("100000.00", ["ME"], None)


@pytest.mark.parametrize(
    ("asked", "applied"),
    [
        ("region=ATLANTIS&country=ME", "country=ME"),
        ("region=ATLANTIS", ""),
        ("utm_source=x&theme=CT&page=2&sort=newest", "theme=CT"),
        ("theme=LM&theme=CT&theme=LM", "theme=CT&theme=LM"),
        ("q=+montenegro+", "q=montenegro"),
    ],
)
def test_file_says_that_it_was_asked_what_was_applied(client, catalogue, asked, applied):
    parts = f"?{applied}" if applied else ""
    whole, points = (json.loads(body(client.get(f"/fr/projects.{kind}?{asked}"))) for kind in ("json", "geojson"))
    feed = etree.fromstring(body(client.get(f"/fr/projects.atom?{asked}")))

    for one in (whole, points):
        assert (one["query"], one["page"]) == (applied, f"http://testserver/fr/projects/{parts}")
    assert {link.get("rel"): link.get("href") for link in feed.findall("a:link", ATOM)} == {
        "alternate": f"http://testserver/fr/projects/{parts}",
        "self": f"http://testserver/fr/projects.atom{parts}",
    }


def test_geojson_points_at_each_state(client, catalogue):
    Country.objects.filter(pk="TG").update(latitude=Decimal("8.6"), longitude=Decimal("0.8"))
    Country.objects.filter(pk="ME").update(latitude=None)
    features = json.loads(body(client.get("/en/projects.geojson")))["features"]
    geometries = {feature["id"]: feature["geometry"] for feature in features}

    benin = Country.objects.get(pk="BJ")
    middle = [float(benin.longitude), float(benin.latitude)]
    assert geometries.pop("PX.0009") is None
    assert geometries.pop("LM.0001") == {"type": "MultiPoint", "coordinates": [middle, [0.8, 8.6]]}
    assert list(geometries.values()) == [{"type": "Point", "coordinates": middle}]


def test_feed_is_an_atom_feed_of_the_newest(client, catalogue, monkeypatch):
    bring(numbered(100, 104))
    monkeypatch.setattr(feed_file, "MOST", 3)
    PublicRecord.objects.filter(address="LM.0001").update(
        published_at=datetime(2031, 1, 1, tzinfo=UTC), title_language="fr"
    )
    response = client.get("/es/projects.atom?theme=LM")
    feed = etree.fromstring(body(response))
    entries = feed.findall("a:entry", ATOM)

    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert feed.get(LANGUAGE) == "es"
    assert feed.find("a:author/a:name", ATOM).text == "Fondo de la OIM para el Desarrollo"
    assert feed.find("a:id", ATOM).text == "tag:testserver,2026:es/projects?theme=LM"
    assert {link.get("rel"): link.get("href") for link in feed.findall("a:link", ATOM)} == {
        "alternate": "http://testserver/es/projects/?theme=LM",
        "self": "http://testserver/es/projects.atom?theme=LM",
    }
    assert len(entries) == 3
    assert entries[0].find("a:id", ATOM).text == "tag:testserver,2026:es/projects/LM.0001"
    assert entries[0].find("a:title", ATOM).get(LANGUAGE) == "fr"
    assert entries[0].find("a:published", ATOM).text == "2031-01-01T00:00:00Z"
    for entry in entries:
        assert [len(entry.findall(f"a:{name}", ATOM)) for name in ("id", "title", "updated", "link")] == [1, 1, 1, 1]
    times = [datetime.fromisoformat(entry.find("a:updated", ATOM).text) for entry in entries]
    assert datetime.fromisoformat(feed.find("a:updated", ATOM).text) >= max(times)


def test_feeds_of_the_three_languages_are_three_feeds(client, catalogue):
    feeds = [etree.fromstring(body(client.get(f"/{language}/projects.atom"))) for language in ("en", "fr", "es")]
    ids = [one.text for feed in feeds for one in feed.iter("{http://www.w3.org/2005/Atom}id")]

    assert len(feeds[0].findall("a:entry", ATOM)) == 3
    assert len(set(ids)) == len(ids) == 12


SIGNS = "A\x0bB\ufffeC\uffffD\x1f"  # none of them may stand in XML


def test_feed_leaves_out_what_xml_cannot_say(client, catalogue):
    PublicRecord.objects.filter(address="PX.0009").update(title=SIGNS, summary_en=SIGNS)
    Theme.objects.filter(pk="CT").update(name_en=SIGNS)

    feed = etree.fromstring(body(client.get("/en/projects.atom?theme=CT")))
    asked = client.get("/en/projects.atom", {"q": "A\ufffeB"})
    entry = feed.find("a:entry", ATOM)

    assert [entry.find(f"a:{name}", ATOM).text for name in ("title", "summary")] == ["ABCD", "ABCD"]
    assert [one.get("term") for one in entry.findall("a:category", ATOM)] == ["Europe", "ABCD", "Montenegro"]
    assert feed.find("a:title", ATOM).text == "IOM Development Fund – Projects – ABCD"
    assert etree.fromstring(body(asked)).find("a:title", ATOM).text == "IOM Development Fund – Projects – AB"


def test_empty_feed_is_as_old_as_the_catalogue(client, catalogue):
    first, second = (body(client.get("/en/projects.atom?q=nothingatall")) for _turn in range(2))

    assert first == second
    assert etree.fromstring(first).findall("a:entry", ATOM) == []


@pytest.mark.parametrize(("kind", "queries"), [("csv", 6), ("json", 6), ("geojson", 7), ("xlsx", 6), ("atom", 8)])
def test_a_file_costs_the_same_at_1_and_25_projects(client, reference, django_assert_num_queries, kind, queries):
    bring(numbered(100, 101))
    body(client.get(f"/en/projects.{kind}"))
    with django_assert_num_queries(queries):
        body(client.get(f"/en/projects.{kind}"))
    bring(numbered(101, 125))
    body(client.get(f"/en/projects.{kind}"))

    with django_assert_num_queries(queries):
        body(client.get(f"/en/projects.{kind}"))


def test_rows_come_in_order_and_in_parts(catalogue):
    bring(numbered(100, 107))
    selection = select(QueryDict("theme=LM"))

    parts = [[row[0] for row in rows] for rows in selection.rows(["address"], size=3)]

    assert [len(part) for part in parts] == [3, 3, 2]
    assert [address for part in parts for address in part] == [record.address for record in selection.records(0, 99)]
    assert [row[0] for rows in selection.rows(["address"], start=2, stop=4) for row in rows] == [
        *parts[0][2:],
        *parts[1][:1],
    ]


def test_reader_says_what_the_record_says(catalogue):
    PublicRecord.objects.filter(address="PX.0009").update(starts_on=date(2018, 3, 1), goal_codes=["SDG-10.7", "GCM-10"])
    reader = Reader()

    ((row,),) = select(QueryDict("theme=CT")).rows(reader.fields)
    data = reader.as_data(row)

    assert (data["starts_on"], data["goal_codes"], data["amount_usd"]) == (
        "2018-03-01",
        ("SDG-10.7", "GCM-10"),
        "100000.00",
    )
    assert json.loads(json.dumps(data))["country_names"] == ["Montenegro"]
