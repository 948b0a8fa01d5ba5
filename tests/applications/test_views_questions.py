import html
import re

import pytest
from django.core.cache import cache
from django.utils import timezone, translation

from applications.outline import outline
from core.panels import Panel, collect
from funding.models import Call, Rule, RuleSet, Theme

pytestmark = pytest.mark.once  # the files are the same, whatever the database

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LANGUAGES = ["en", "fr", "es"]


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    yield
    cache.clear()


def joined(text):
    """Text without white space: templates break lines where they like."""
    return re.sub(r"\s+", "", text)


def text_of(page):
    """What a reader reads."""
    return joined(html.unescape(re.sub(r"<[^>]+>", " ", page)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_on_the_page(visitor, reference, language):
    with translation.override(language):
        found = outline()

    page = visitor.get(f"/{language}/apply/questions/").content.decode()

    text = text_of(page)
    assert [one.id for one in found.questions if f'id="question-{one.id}"' not in page] == []
    for part in found.parts:
        for _group, numbered in part.numbered:
            for number, question in numbered:
                words = [f"{number} {question.label}", question.help, question.answer, question.limit, question.need]
                assert [one for one in (*words, *question.choices) if joined(one) not in text] == []
        assert [rule.code for rule in part.rules if joined(f"{rule.code} {rule.title}") not in text] == []
    assert joined(found.summary) in text


def test_page_counts_what_it_shows(visitor, reference):
    page = visitor.get("/en/apply/questions/").content.decode()

    assert "11 parts, 115 questions." in page
    assert page.count('class="question"') == 115
    assert page.count('class="outline-part"') == 11


def test_every_jump_leads_somewhere(visitor, reference):
    page = visitor.get("/en/apply/questions/").content.decode()

    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(set(re.findall(r'href="#([^"]+)"', page)) - set(ids)) == []
    assert sorted(one for one in set(ids) if ids.count(one) > 1) == []


def test_page_costs_the_same_at_1_and_25_more_themes(visitor, reference, django_assert_num_queries):
    visitor.get("/en/apply/questions/")  # the files are made once
    with django_assert_num_queries(19):
        visitor.get("/en/apply/questions/")
    Theme.objects.bulk_create(Theme(code=f"Z{number}", name_en=f"Theme {number}") for number in range(25))
    visitor.get("/en/apply/questions/")

    with django_assert_num_queries(19):
        page = visitor.get("/en/apply/questions/")

    assert "Theme 24" in page.content.decode()


def test_page_leads_on_to_an_account_or_straight_to_the_form(visitor, client_for, applicant, reference):
    for_visitor = visitor.get("/en/apply/questions/").content.decode()
    for_applicant = client_for(applicant).get("/en/apply/questions/").content.decode()

    assert 'href="/en/accounts/signup/"' in for_visitor
    assert 'href="/en/workspace/applications/new/"' in for_visitor
    main = for_applicant.split("<main")[1].split("</main>")[0]
    assert ('href="/en/workspace/applications/new/"' in main, "signup" in main) == (True, False)


def test_no_draft_of_anybody_is_on_the_page(client_for, applicant, draft):
    page = client_for(applicant).get("/en/apply/questions/").content.decode()

    assert draft.title not in page
    assert draft.key not in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("extension", "content_type", "begins"), [("pdf", "application/pdf", b"%PDF-1.7"), ("docx", DOCX, b"PK\x03\x04")]
)
def test_file_is_handed_over_to_everybody(visitor, reference, language, extension, content_type, begins):
    response = visitor.get(f"/{language}/apply/questions.{extension}")

    assert response.headers["Content-Type"] == content_type
    name = f"iom-development-fund-questions-{language}.{extension}"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.headers["Cache-Control"] == "public, max-age=300"
    assert response.content.startswith(begins)


def test_whoever_has_the_file_is_not_sent_it_again_until_a_rule_changes(visitor, reference):
    first = visitor.get("/en/apply/questions.pdf")
    etag = first.headers["ETag"]

    again = visitor.get("/en/apply/questions.pdf", headers={"If-None-Match": etag})
    in_french = visitor.get("/fr/apply/questions.pdf", headers={"If-None-Match": etag})
    as_docx = visitor.get("/en/apply/questions.docx", headers={"If-None-Match": etag})
    publish_without_declarations()
    changed = visitor.get("/en/apply/questions.pdf", headers={"If-None-Match": etag})

    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    assert (in_french.status_code, as_docx.status_code, changed.status_code) == (200, 200, 200)


def publish_without_declarations():
    """A rule set for this year with one rule."""
    year = timezone.localdate().year
    shipped = Rule.objects.get(rule_set=RuleSet.objects.for_year(year).first(), code="B02")
    rule_set = RuleSet.objects.create(from_year=year, name="Newer")
    shipped.pk, shipped.rule_set = None, rule_set
    shipped.save()
    rule_set.status = RuleSet.Status.PUBLISHED
    rule_set.save()


def test_what_a_signed_in_person_is_sent_is_not_kept_by_caches(client_for, applicant, reference):
    response = client_for(applicant).get("/en/apply/questions.pdf")

    directives = set(response.headers["Cache-Control"].split(", "))
    assert {"no-store", "private"} <= directives
    assert "public" not in directives


@pytest.mark.parametrize("address", ["questions/", "questions.pdf", "questions.docx"])
def test_the_list_is_only_read(visitor, reference, address):
    assert visitor.post(f"/en/apply/{address}").status_code == 405
    assert visitor.head(f"/en/apply/{address}").content == b""


@pytest.mark.parametrize("address", ["questions.odt", "questions.pdf/", "questions.PDF"])
def test_there_are_no_other_files(visitor, reference, address):
    assert visitor.get(f"/en/apply/{address}").status_code == 404


def test_call_has_a_panel_that_costs_nothing_and_leads_to_the_page(reference, django_assert_num_queries):
    call = Call.objects.prefetch_related("lines").get()

    with django_assert_num_queries(0):
        panels = collect("call", call, None)

    assert Panel("applications/_questions_panel.html") in panels


def test_panel_links_the_page(db):
    from django.template.loader import render_to_string

    assert 'href="/en/apply/questions/"' in render_to_string("applications/_questions_panel.html", {})


def test_the_footer_leads_to_the_questions(visitor, db):
    footer = visitor.get("/en/").content.decode().split("<footer")[1]

    assert 'href="/en/apply/questions/"' in footer
