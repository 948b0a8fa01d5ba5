"""Pages of the site as PDF: the words and live parts of the page, tagged, in three languages."""

import io

import pytest
from pypdf import PdfReader

from content import services
from content.exports.blocks import blocks_of
from content.models import Page

TEXT = """
## What it is

Small **grants** with [rules](/en/guidelines/) and [more](https://example.org/).

- one
- two
    1. deep

| Name | Sum |
|---|---|
| Land | 12 |

[[rules B02]]
"""


@pytest.fixture
def page(reference, officer):
    """A page with a public English edition and a live part."""
    page = services.keep_page(Page(path="guidelines/seed-money"), by=officer)
    edition = services.begin_edition(page, "en", by=officer)
    services.write_edition(edition, by=officer, revision=1, title="Seed money", lead="In short.", text=TEXT)
    services.publish_edition(page.editions.get(), by=officer)
    return page


def read(answer):
    found = PdfReader(io.BytesIO(answer.content))
    return found, " ".join("\n".join(one.extract_text() for one in found.pages).split())


def test_pdf_says_what_the_page_says(page, visitor):
    answer = visitor.get("/en/guidelines/seed-money.pdf")
    found, text = read(answer)

    assert (answer["Content-Type"], answer["Content-Language"]) == ("application/pdf", "en")
    assert answer["Content-Disposition"] == 'inline; filename="guidelines-seed-money-en.pdf"'
    for words in ("Seed money", "In short.", "What it is", "Small grants with rules", "deep", "Land 12", "B02"):
        assert words in text
    for words in ("Last reviewed:", "Kept by: Fund management", "http://testserver/en/guidelines/seed-money/"):
        assert words in text
    assert found.metadata.title == "Seed money"


def test_pdf_is_tagged_and_says_its_language(page, visitor):
    root = read(visitor.get("/en/guidelines/seed-money.pdf"))[0].trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 – a BooleanObject
    assert (root["/Lang"], "/StructTreeRoot" in root) == ("en", True)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Eligibility criteria"), ("fr", "Critères d’admissibilité"), ("es", "Criterios de admisibilidad")],
)
def test_shipped_page_in_each_language(reference, visitor, language, words):
    answer = visitor.get(f"/{language}/guidelines/eligibility-criteria.pdf")

    found, text = read(answer)
    assert words in text
    assert "E01" in text
    assert found.trailer["/Root"]["/Lang"] == language


def test_language_that_is_missing_gets_another(page, visitor):
    answer = visitor.get("/fr/guidelines/seed-money.pdf")

    assert (answer.status_code, answer["Content-Language"]) == (200, "en")
    assert "http://testserver/en/guidelines/seed-money/" in read(answer)[1]


def test_every_shipped_page_can_be_set(reference, visitor):
    """PDF/UA refuses a file with a sign that no font has, or a link in the wrong place."""
    paths = list(Page.objects.values_list("path", flat=True))

    assert len(paths) > 15
    assert {visitor.get(f"/en/{path}.pdf").status_code for path in paths} == {200}


def test_address_that_is_unknown_moved_or_not_public(page, officer, visitor):
    services.keep_page(Page(path="guidelines/secret"), by=officer)
    services.move_page(page, by=officer, path="guidelines/grants")

    assert visitor.get("/en/no-such.pdf").status_code == 404
    assert visitor.get("/en/guidelines/secret.pdf").status_code == 404
    moved = visitor.get("/en/guidelines/seed-money.pdf")
    assert (moved.status_code, moved["Location"]) == (301, "/en/guidelines/grants.pdf")


def test_whoever_has_the_file_gets_it_not_again_until_the_page_changes(page, officer, visitor):
    tag = visitor.get("/en/guidelines/seed-money.pdf")["ETag"]

    assert visitor.get("/en/guidelines/seed-money.pdf", headers={"If-None-Match": tag}).status_code == 304
    edition = services.begin_edition(page, "en", by=officer)
    services.write_edition(edition, by=officer, revision=1, title="Grants", text="Other words.")
    services.publish_edition(edition, by=officer)
    after = visitor.get("/en/guidelines/seed-money.pdf", headers={"If-None-Match": tag})
    assert (after.status_code, "Other words." in read(after)[1]) == (200, True)


def test_page_offers_its_pdf_and_printing(page, visitor):
    text = visitor.get("/en/guidelines/seed-money/").content.decode()

    assert 'href="/en/guidelines/seed-money.pdf" hreflang="en"' in text
    assert "data-print hidden" in text  # a script shows what only scripts can do


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("", []),
        ("  loose <b>words</b> ", [("paragraph", "loose words")]),
        ("<h2>A</h2><div><p>B</p>C</div>", [("heading", "A"), ("paragraph", "B"), ("paragraph", "C")]),
        ('<p>a<span class="visually-hidden">b</span><button>c</button></p><nav>d</nav>', [("paragraph", "a")]),
        ("<p>a <em> b</em>\n c</p>", [("paragraph", "a b c")]),
        ("<hr><p hidden>x</p><script>y()</script>", [("line", "")]),
    ],
)
def test_html_becomes_blocks(html, blocks):
    found = [(one["kind"], "".join(run["text"] for run in one.get("runs", ()))) for one in blocks_of(html)]

    assert found == blocks


def test_tables_lists_and_terms_keep_their_shape():
    (table, listed, terms) = blocks_of(
        "<table><tr><th>a</th><th>b</th></tr><tr><td>c</td></tr></table>"
        "<ol><li>x<ul><li>y</li></ul></li></ol><dl><dt>t</dt><dd>d</dd></dl>"
    )

    assert [[len(cell["blocks"]) for cell in row] for row in table["rows"]] == [[1, 1], [1, 0]]
    assert [cell["is_head"] for cell in table["rows"][0]] == [True, True]
    assert (listed["is_ordered"], [one["kind"] for one in listed["items"][0]]) == (True, ["paragraph", "list"])
    assert terms["pairs"][0]["runs"][0]["text"] == "t"
