"""Files for programs: headers, refusals, nothing of the reader. And the pages around them."""

import csv
import io
import json
from decimal import Decimal

import pypdf
import pytest
import time_machine
from django.test import override_settings

from funding.models import Region, Theme
from funding.services.reference import keep as keep_reference
from projects.exports import citations
from projects.models import PublicRecord
from projects.services import publications

from .published import bring

FILES = [*(f"/en/projects.{kind}" for kind in ("csv", "xlsx", "json", "geojson", "atom")), "/codelists/themes.json"]
OF_A_PROJECT = ["fact-sheet.pdf", "cite.bib", "cite.ris"]


@pytest.mark.parametrize("path", [*FILES, *(f"/en/projects/PX.0009/{name}" for name in OF_A_PROJECT)])
def test_file_is_open_to_other_sites_and_the_same_for_everybody(client_for, visitor, catalogue, officer, path):
    response, of_officer = visitor.get(path), client_for(officer).get(path)

    assert (response.status_code, of_officer.status_code) == (200, 200)
    for one in (response, of_officer):
        assert one.headers["Access-Control-Allow-Origin"] == "*"
        assert one.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "Cookie" not in one.headers.get("Vary", "")
        assert list(one.cookies) == []
        one.close()
    assert of_officer.headers.get("ETag") == response.headers.get("ETag")


@time_machine.travel("2026-11-26 10:00 +0000", tick=False)
def test_file_is_named_after_the_day(client, catalogue):
    response = client.get("/fr/projects.csv?region=EUROPE")

    assert response.headers["Content-Disposition"] == 'attachment; filename="projects-2026-11-26.csv"'


ABSENT = [
    *("/en/projects.xml", "/en/projects.html", "/en/projects/PX.9999/fact-sheet.pdf", "/en/projects/PX.0009/cite.doc"),
    *("/codelists/x.csv", "/codelists/themes.xml", "/en/codelists/x/"),
]


@pytest.mark.parametrize("path", ABSENT)
def test_what_is_not_there_is_not_found(client, catalogue, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", [*ABSENT[:-1], "/en/projects/PX.9999/card.png", "/iati/activities.xml"])
def test_programs_of_other_sites_learn_that_something_is_not_there(client_for, reference, officer, path):
    response = client_for(officer).get(path)

    assert (response.status_code, response.headers["Access-Control-Allow-Origin"]) == (404, "*")
    assert (list(response.cookies), "Cookie" in response.headers.get("Vary", "")) == ([], False)
    assert officer.name not in response.content.decode()


@pytest.mark.parametrize("path", FILES)
def test_head_does_not_say_that_the_file_is_empty(client, catalogue, path):
    head = client.head(path)

    assert (head.status_code, b"".join(head)) == (200, b"")
    assert head.headers.get("Content-Length") != "0"


def test_head_reads_nothing_and_says_the_same(client, catalogue):
    whole, head = client.get("/en/projects.csv"), client.head("/en/projects.csv")

    assert (head.status_code, b"".join(head)) == (200, b"")
    assert {name: head.headers[name] for name in ("ETag", "Content-Type", "Content-Disposition")} == {
        name: whole.headers[name] for name in ("ETag", "Content-Type", "Content-Disposition")
    }


def test_unchanged_file_is_not_sent_again(client, catalogue):
    tag = client.get("/en/projects.csv").headers["ETag"]

    again, other = (
        client.get(path, headers={"If-None-Match": tag}) for path in ("/en/projects.csv", "/en/projects.csv?q=x")
    )
    bring("PX.0009,,Another title,Europe,Montenegro,,,,,,,,\n")
    changed = client.get("/en/projects.csv", headers={"If-None-Match": tag})

    assert (again.status_code, other.status_code, changed.status_code) == (304, 200, 200)


def test_nobody_can_write_and_everybody_may_ask(client, catalogue):
    refused, asked = client.post("/en/projects.csv"), client.options("/en/projects.csv")

    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert (asked.status_code, asked.headers["Access-Control-Allow-Methods"]) == (204, "GET, HEAD")
    assert asked.headers["Access-Control-Allow-Headers"] == "If-Modified-Since, If-None-Match, X-Requested-With"
    assert asked.headers["Access-Control-Expose-Headers"] == "ETag, Content-Disposition, Retry-After"


@override_settings(ACCOUNT_RATE_LIMITS={"download_data": "1/m/ip"})
def test_too_many_files_are_refused_with_a_sentence(client, catalogue):
    codes = [client.get("/en/projects.csv").status_code for _turn in range(2)]
    refused = client.get("/en/projects.csv")

    assert codes == [200, 429]
    assert (refused.content.decode(), refused.headers["Retry-After"]) == (
        "Too many requests. Please wait a minute.",
        "60",
    )


def test_malformed_cookies_change_nothing(client, catalogue):
    client.cookies.load({"csrf": "x", "session": "x"})

    assert list(client.get("/en/projects.csv").cookies) == []


def test_fact_sheet_is_tagged_and_says_what_was_reached(client, running_project):
    response = client.get(f"/fr/projects/{running_project.address}/fact-sheet.pdf")
    file = pypdf.PdfReader(io.BytesIO(response.content))
    text = " ".join(page.extract_text() for page in file.pages)

    assert response.headers["Content-Type"] == "application/pdf"
    assert file.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert file.trailer["/Root"]["/Lang"] == "fr"
    assert len(file.pages) == 1
    for words in (
        running_project.code,
        "Monténégro",
        "Ministry of Interior",
        f"/fr/projects/{running_project.address}/",
        "58",
    ):
        assert words in text


def test_fact_sheet_of_a_long_record_has_two_pages(client, catalogue):
    indicator = {
        "title": "Officials who pass the final test of the common procedure",
        "kind": "NUMBER",
        "unit": "officials",
        "over_time": "SUM",
        "baseline": {"state": "KNOWN", "value": "0", "year": 2018, "text": ""},
        "target": {"value": "120.5", "text": ""},
        "actuals": [],
        "reached": None,
        "percent": None,
    }
    node = {"code": "1", "statement": "x", "indicators": [indicator] * 30}
    PublicRecord.objects.filter(address="PX.0009").update(
        summary_en="A long sentence that goes on. " * 200,
        results={"objective": node, "outcomes": []},
        partners=[{"name": "", "kind": "NGO", "role": "Training"}, {"name": "Red Cross", "kind": "NGO", "role": ""}],
    )

    file = pypdf.PdfReader(io.BytesIO(client.get("/en/projects/PX.0009/fact-sheet.pdf").content))
    text = " ".join(page.extract_text() for page in file.pages)

    assert len(file.pages) == 2
    for words in (
        "More indicators are on the page of the project: 16.",
        "Name withheld – Training",
        "Red Cross",
        "120.5",
    ):
        assert words in text


@time_machine.travel("2026-11-26 10:00 +0000", tick=False)
def test_citations_name_author_year_title_and_address(client, catalogue):
    page = client.get("/en/projects/PX.0009/cite/")
    sentence, bibtex, ris = (text for _name, text, _kind in page.context["texts"])
    year = PublicRecord.objects.get(address="PX.0009").published_at.year

    assert sentence == (
        f"IOM Development Fund ({year}). Enhancing Counter Smuggling [Project PX.0009]. International Organization for "
        "Migration. Read on 26 November 2026 at http://testserver/en/projects/PX.0009/"
    )
    assert bibtex.splitlines()[:3] == [
        "@misc{px-0009,", "  author = {{IOM Development Fund}},", "  title = {{Enhancing Counter Smuggling}},",
    ]  # fmt: skip
    assert ris.split("\r\n")[:4] == [
        "TY  - WEB",
        "AU  - IOM Development Fund",
        "TI  - Enhancing Counter Smuggling",
        f"PY  - {year}",
    ]
    assert client.get("/en/projects/PX.0009/cite.ris").content.decode() == ris


def test_bibtex_escapes_what_is_special_to_tex(catalogue):
    record = PublicRecord.objects.get(address="PX.0009")
    record.title = "50% of {all} & more_\n#1"

    assert r"title = {{50\% of \{all\} \& more\_ \#1}}" in citations.bibtex(citations.of(record))


def test_page_about_the_data_counts_what_is_missing(client, catalogue, django_assert_num_queries):
    client.get("/en/open-data/")
    with django_assert_num_queries(4):
        page = client.get("/en/open-data/")

    quality = page.context["quality"]
    assert (quality.count, quality.amount, quality.first_year, quality.last_year) == (
        3,
        Decimal("105000.5"),
        2018,
        2020,
    )
    assert {str(gap.label): gap.count for gap in quality.gaps} == {
        "Without a project code": 1,
        "Without an amount": 1,
        "Without a funding year": 1,
        "Without a start year": 1,
        "Without a theme": 1,
        "Status not known": 1,
        "Without a summary": 3,
        "Without results of accepted reports": 3,
    }
    assert "The Fund has not confirmed a licence yet" in page.content.decode()


@override_settings(OPEN_DATA_LICENCE_NAME="CC BY 4.0", OPEN_DATA_LICENCE_URL="https://example.org/by/4.0/")
def test_confirmed_licence_stands_on_the_page_and_in_the_files(client, catalogue):
    page = client.get("/en/open-data/").content.decode()
    first = next(csv.DictReader(io.StringIO(b"".join(client.get("/en/projects.csv")).decode("utf-8-sig"))))

    assert '<a href="https://example.org/by/4.0/" rel="license external">CC BY 4.0</a>' in page
    assert first["licence"] == "https://example.org/by/4.0/"


def test_code_list_is_a_page_and_files_at_lasting_addresses(client, reference):
    led = client.get("/codelists/themes/", headers={"Accept-Language": "fr"})
    codes = json.loads(client.get("/codelists/themes.json").content)["codes"]
    rows = list(csv.DictReader(io.StringIO(client.get("/codelists/regions.csv").content.decode("utf-8-sig"))))

    assert led.headers["Location"] == "/fr/codelists/themes/"
    assert [code["code"] for code in codes] == list(Theme.objects.values_list("pk", flat=True))
    assert [row["name_es"] for row in rows] == [region.name_es for region in Region.objects.all()]
    assert client.get("/es/codelists/coverage/").status_code == 200


@pytest.mark.parametrize("path", ["/codelists/themes.json", "/codelists/themes.csv", "/en/codelists/themes/"])
def test_code_list_is_sent_again_only_after_a_change(client, reference, administrator, path):
    tag = client.get(path).headers["ETag"]
    same = client.get(path, headers={"If-None-Match": tag})
    theme = Theme.objects.get(pk="CT")
    theme.name_en = "Renamed"
    keep_reference(theme, by=administrator, changed=["name_en"])

    after = client.get(path, headers={"If-None-Match": tag})

    assert (same.status_code, after.status_code) == (304, 200)
    assert "Renamed" in after.content.decode()


def test_withdrawn_project_is_gone_from_every_address(client, running_project, officer):
    address = running_project.address
    before = client.get(f"/en/projects/{address}/fact-sheet.pdf").status_code
    publications.unpublish(running_project, by=officer, comment="In danger")

    after = [client.get(f"/en/projects/{address}/{name}").status_code for name in [*OF_A_PROJECT, "cite/"]]

    assert (before, after) == (200, [404] * 4)
    assert client.get(f"/api/v1/projects/{address}").status_code == 404
    assert client.get(f"/en/embed/projects/{address}/").status_code == 404
