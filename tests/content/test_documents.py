"""Document templates: the files say what the forms ask, in each language; versions, downloads, and who keeps them."""

import io
from datetime import date

import pytest
import time_machine
from django.utils import translation
from django.utils.translation import override
from docx import Document
from openpyxl import load_workbook

from applications.forms import ConceptForm, LetterForm
from applications.outline import outline
from content import services
from content.document_templates import DocumentTemplate, document_templates
from content.models import DocumentDownload, DocumentNote, DocumentVersion
from content.selectors.documents import kept_documents, shelves, versions_of
from content.selectors.links import Portal
from core.addresses import absolute
from core.documents.packages import fingerprint
from core.errors import NotAllowed, StateConflict
from core.models import AuditEvent
from core.panels import _providers
from monitoring.models import ChecklistItem, Criterion, Duty
from monitoring.questions import QUESTIONS
from monitoring.sections import sections_of
from monitoring.workbook import headings
from plans.workbook.sheets import LINES, SHEETS
from projects.exports.budget_revision import columns
from tests.content.conftest import finish

LANGUAGES = ["en", "fr", "es"]
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ALL_KEYS = [
    "concept-note", "project-proposal", "results-and-work-plan", "budget-form", "government-request-letter",
    "interim-narrative-report", "final-narrative-report", "financial-report", "financial-checklist",
    "budget-revision-form", "evaluation-form", "ex-post-evaluation",
]  # fmt: skip


@pytest.fixture(autouse=True)
def private_store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def made(reference, monkeypatch):
    """One small template with its files in three languages; ``made.words`` is what it says."""

    class Made:
        words = "First words"

        def write(self, extension, edition=""):
            file, target = Document(), io.BytesIO()
            file.add_paragraph(f"{self.words} {translation.get_language()} {edition}")
            file.save(target)
            return target.getvalue()

    found = Made()
    template = DocumentTemplate("concept-note", "Concept note", "An idea", "Governments", ("docx",), found.write)
    monkeypatch.setitem(_providers, "document_templates", [lambda: [template]])
    services.renew_documents()
    return found


def file_of(key, language):
    """(the file of a template opened in its language, its bytes)"""
    (template,) = [one for one in document_templates() if one.key == key]
    with override(language):
        content = template.write(template.formats[0], "Edition 7")
    read = Document if template.formats[0] == "docx" else load_workbook
    return read(io.BytesIO(content)), content


def words_of(document):
    """All lines of a Word document, tables too, in reading order."""
    lines = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            lines += [line for row in block.rows for cell in row.cells for line in cell.text.split("\n")]
        else:
            lines.append(block.text)
    return lines


def opened(answer):
    """The Word document of an answer, which is read to its end and closed, as servers do."""
    content = answer.getvalue()
    finish(answer)
    return Document(io.BytesIO(content))


def headings_of(document, level):
    return [one.text for one in document.paragraphs if one.style.name == f"Heading {level}"]


def test_all_forms_of_the_fund_are_offered(reference):
    assert [template.key for template in document_templates()] == ALL_KEYS


@pytest.mark.parametrize("language", LANGUAGES)
def test_concept_note_asks_what_the_form_asks(reference, language):
    document, _content = file_of("concept-note", language)

    with override(language):
        labels = [str(field.label) for field in ConceptForm().visible_fields()]
    first = [row.cells[0].paragraphs[0].text for row in document.tables[0].rows[1:]]
    assert first == [f"1.{number} {label}" for number, label in enumerate(labels, 1)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_proposal_asks_what_the_form_asks(reference, language):
    document, _content = file_of("project-proposal", language)

    with override(language):
        parts = outline().of_proposal
    lines = words_of(document)
    assert headings_of(document, 1) == [f"{number}. {part.title}" for number, part in enumerate(parts, 1)]
    wanted = [
        f"{number}.{place} {question.label}"
        for number, part in enumerate(parts, 1)
        for place, question in enumerate(part.questions, 1)
    ]
    assert [line for line in wanted if line not in lines] == []
    limits = {question.limit for part in parts for question in part.questions if question.word_limit}
    assert [limit for limit in limits if not any(limit in line for line in lines)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_letter_registers_what_the_form_asks_and_cites_its_rules(reference, language):
    document, _content = file_of("government-request-letter", language)

    with override(language):
        labels = [str(field.label) for field in LetterForm().visible_fields()]
    (table,) = document.tables
    first = [row.cells[0].paragraphs[0].text for row in table.rows[1:]]
    assert first == [f"{number} {label}" for number, label in enumerate(labels, 1)]
    assert [line[:4] for line in words_of(document) if line[:2] == "L0"] == ["L01 ", "L02 ", "L03 ", "L04 ", "L05 "]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("key", "kind"), [("interim-narrative-report", Duty.Kind.INTERIM), ("final-narrative-report", Duty.Kind.FINAL)]
)
def test_narrative_report_has_the_sections_of_the_report(reference, language, key, kind):
    document, _content = file_of(key, language)

    sections = list(sections_of(kind).values())
    with override(language):
        wanted = [f"1.{number} {section.label}" for number, section in enumerate(sections, 1)]
        asks = [str(section.ask) for section in sections]
    assert headings_of(document, 2)[: len(wanted)] == wanted
    assert [ask for ask in asks if ask not in words_of(document)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_checklist_has_the_items_that_reports_are_asked(reference, language):
    document, _content = file_of("financial-checklist", language)
    book, _content = file_of("financial-report", language)

    with override(language):
        wanted = [str(item) for item in ChecklistItem.objects.filter(is_asked=True)]
    assert [row.cells[0].text for row in document.tables[1].rows[1:]] == wanted
    page = book.worksheets[3]
    assert [page.cell(row, 1).value for row in range(5, 5 + len(wanted))] == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_evaluation_forms_ask_the_questions_and_rate_the_six_criteria(reference, language):
    completion, _content = file_of("evaluation-form", language)
    evaluation, _content = file_of("ex-post-evaluation", language)

    with override(language):
        questions = [f"1.{number} {question.label}" for number, question in enumerate(QUESTIONS, 1)]
        criteria = [str(criterion.label) for criterion in Criterion]
    assert headings_of(completion, 2)[:-1] == questions
    assert headings_of(evaluation, 2)[:6] == criteria
    assert len(criteria) == 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_budget_form_has_the_columns_of_the_budget(reference, language):
    book, _content = file_of("budget-form", language)
    page = book.worksheets[1]

    with override(language):
        wanted = [str(column.label) for column in LINES.columns]
        parts = list(LINES.column("part").options(None).values())
    found = [cell.value for cell in page[8] if cell.value]
    assert [label for label in found if label in wanted] == wanted
    assert [cell.value for cell in book.worksheets[2]["A"]][1:] == parts
    assert (page.protection.sheet, page.freeze_panes) == (True, "C9")
    assert sum(str(cell.value).startswith("=") for row in page.iter_rows() for cell in row) == 126  # 120 rows, 6 totals
    assert sorted({check.type for check in page.data_validations.dataValidation if check.type}) == [
        "decimal",
        "list",
        "textLength",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_results_form_has_the_sheets_of_the_workbook(reference, language):
    book, _content = file_of("results-and-work-plan", language)

    with override(language):
        wanted = [SHEETS[key] for key in ("results", "indicators", "activities", "risks")]
        for sheet in wanted:
            labels = [str(column.label) for column in sheet.columns]
            found = [cell.value for cell in book[str(sheet.title)][8] if cell.value]
            assert [label for label in found if label in labels] == labels


@pytest.mark.parametrize("language", LANGUAGES)
def test_money_forms_have_the_columns_of_the_portal_and_compute_sums(reference, language):
    report, _content = file_of("financial-report", language)
    revision, _content = file_of("budget-revision-form", language)

    with override(language):
        wanted = headings()[1:]
        revised = [column.label for column in columns()]
    found = [cell.value for cell in report.worksheets[2][4]]
    assert [label for label in found if label in wanted] == wanted
    page = revision.worksheets[2]
    assert [cell.value for cell in page[4]] == revised
    assert [page.cell(65, column).value for column in (4, 7)] == ["=SUM($D$5:$D$64)", "=SUM($G$5:$G$64)"]
    assert page["G5"].value == "=N(F5)-N(D5)"
    assert [page["D5"].protection.locked, page["G5"].protection.locked] == [False, True]


@pytest.mark.parametrize("key", ALL_KEYS)
def test_files_say_their_language_and_title_and_are_the_same_for_the_same_form(reference, key):
    document, content = file_of(key, "fr")
    _document, again = file_of(key, "fr")

    properties = document.core_properties if hasattr(document, "core_properties") else document.properties
    (template,) = [one for one in document_templates() if one.key == key]
    with override("fr"):
        assert (properties.title, properties.language) == (str(template.title), "fr")
    assert fingerprint(content) == fingerprint(again)


def test_every_file_is_made_and_kept_once(reference):
    """They are kept like uploads, so the judge has seen that nothing in them is active or from outside."""
    assert len(services.renew_documents()) == 36
    assert services.renew_documents() == []


# Versions


def test_a_new_version_is_made_only_when_the_form_says_something_else(made):
    assert services.renew_documents() == []

    made.words = "Other words"
    assert [(one.language, one.number) for one in services.renew_documents()] == [("en", 2), ("fr", 2), ("es", 2)]
    assert AuditEvent.objects.filter(action="document.renewed").count() == 6


def test_file_names_its_version_and_where_the_newest_is(made, visitor):
    answer = visitor.get("/fr/documents/concept-note.docx")

    text = opened(answer).paragraphs[0].text
    assert answer["Content-Disposition"] == 'attachment; filename="iom-development-fund-concept-note-fr-v1.docx"'
    assert (answer["Content-Type"], answer["Content-Language"]) == (DOCX, "fr")
    assert text.startswith("First words fr Version 1, ")
    assert text.endswith("http://testserver/fr/documents/concept-note.docx")


def test_older_versions_stay_and_name_the_newest(made, visitor):
    made.words = "Other words"
    services.renew_documents()

    old, new = visitor.get("/en/documents/concept-note-v1.docx"), visitor.get("/en/documents/concept-note.docx")
    page = visitor.get("/en/documents/concept-note/").content.decode()

    assert "First words" in opened(old).paragraphs[0].text
    assert old["Link"] == '</en/documents/concept-note.docx>; rel="latest-version"'
    assert "Other words" in opened(new).paragraphs[0].text
    assert (page.count("A newer version exists"), page.count("Newest version")) == (1, 1)


@pytest.mark.parametrize(
    "address",
    [
        "concept-note.xlsx", "concept-note.exe", "no-such.docx", "no-such/", "concept-note-v9.docx", "concept-note-v0.docx",
        "concept-note-v99999999999999999999.docx",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(made, visitor, address):
    assert visitor.get(f"/en/documents/{address}").status_code == 404


def test_whoever_has_the_file_gets_it_not_again(made, visitor):
    first = visitor.get("/en/documents/concept-note.docx")
    finish(first)

    again = visitor.get("/en/documents/concept-note.docx", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


# Downloads


def counts():
    return list(DocumentDownload.objects.order_by("on").values_list("version__language", "on", "count"))


@time_machine.travel("2026-11-27 10:00+00:00", tick=False)
def test_downloads_are_counted_by_day_without_robots_and_heads(made, visitor):
    for _time in range(2):
        finish(visitor.get("/en/documents/concept-note.docx"))
    finish(visitor.head("/en/documents/concept-note.docx"))
    finish(visitor.get("/en/documents/concept-note.docx", headers={"User-Agent": "Examplebot/1.0"}))
    assert Portal().reason(absolute("/en/documents/concept-note.docx"), "en") == ""  # the check of links is no person

    with time_machine.travel("2026-11-28 10:00+00:00", tick=False):
        finish(visitor.get("/fr/documents/concept-note.docx"))

    assert counts() == [("en", date(2026, 11, 27), 2), ("fr", date(2026, 11, 28), 1)]


def test_staff_see_versions_sizes_and_downloads(made, visitor, client_for, officer):
    finish(visitor.get("/en/documents/concept-note.docx"))
    made.words = "Other, longer words " * 50
    services.renew_documents()

    (row,) = kept_documents()
    newest, first = versions_of("concept-note", "en")

    assert (row.downloads, row.lately, len(row.files)) == (1, 1, 3)
    assert (newest.number, newest.grown, newest.is_newest) == (2, newest.size - first.size, True)
    assert (first.number, first.grown, first.is_newest, first.downloads) == (1, None, False, 1)
    client = client_for(officer)
    assert "Concept note" in client.get("/en/workspace/site/documents/").content.decode()
    assert (
        "/en/documents/concept-note-v1.docx"
        in client.get("/en/workspace/site/documents/concept-note/").content.decode()
    )
    assert client.get("/en/workspace/site/documents/no-such/").status_code == 404


@pytest.mark.parametrize("name", ["applicant", "reviewer", "endorser"])
def test_only_those_who_keep_the_site_see_and_note(made, request, name, client_for):
    person = request.getfixturevalue(name)

    assert client_for(person).get("/en/workspace/site/documents/").status_code == 403
    assert client_for(person).post("/en/workspace/site/documents/concept-note/", {"text": "x"}).status_code == 403
    with pytest.raises(NotAllowed):
        services.note_document("concept-note", by=person, revision=0, text="x")
    assert DocumentNote.objects.count() == 0


def test_a_note_is_kept_and_no_colleague_is_overwritten(made, officer, client_for):
    client, address = client_for(officer), "/en/workspace/site/documents/concept-note/"

    answer = client.post(address, {"text": "Ask the legal office", "revision": 0})
    stale = client.post(address, {"text": "Mine", "revision": 0})

    assert (answer.status_code, stale.status_code) == (302, 200)
    assert DocumentNote.objects.get().text == "Ask the legal office"
    assert "Mine" in stale.content.decode()
    with pytest.raises(StateConflict):
        services.note_document("concept-note", by=officer, revision=7, text="x")


# The page


def test_page_shows_the_newest_files_in_all_languages(made, visitor):
    text = visitor.get("/en/guidelines/project-templates/").content.decode()

    assert visitor.get("/en/documents/").headers["Location"] == "/en/guidelines/project-templates/"
    for language in LANGUAGES:
        assert f'href="/{language}/documents/concept-note.docx"' in text
    assert 'href="/en/guidelines/project-templates/">Document templates</a>' in text


def test_page_asks_as_much_however_many_versions_there_are(made, django_assert_num_queries):
    with django_assert_num_queries(1):
        shelves()
    for number in range(3):
        made.words = f"Words {number}"
        services.renew_documents()

    with django_assert_num_queries(1):
        found = shelves()
    with django_assert_num_queries(3):
        kept_documents()
    with django_assert_num_queries(1):
        versions_of("concept-note")
    assert [(len(one.files), len(one.others)) for one in found] == [(1, 2)]
    assert DocumentVersion.objects.count() == 12


def test_files_stay_as_long_as_a_version_names_them(made):
    from content.panels import files_named

    kept = list(DocumentVersion.objects.values_list("sha256", flat=True))

    assert sorted(files_named([*kept, "0" * 64])) == sorted(kept)
