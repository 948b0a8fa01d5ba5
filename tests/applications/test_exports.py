"""Page, PDF and Word document ask the same questions, in three languages."""

import io
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from django.core.cache import cache
from django.utils import translation
from docx import Document
from pypdf import PdfReader

from applications.exports import questions as exports
from applications.outline import outline
from core.questions import Group, Question

pytestmark = pytest.mark.once  # the files are the same, whatever the database

LANGUAGES = ["en", "fr", "es"]


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    yield
    cache.clear()


def joined(text):
    """Text without white space, for finding a sentence wherever its lines were broken."""
    return re.sub(r"\s+", "", text)


def text_of_pdf(content):
    return joined("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages))


def text_of_docx(content):
    """All paragraphs, those in tables included."""
    body = Document(io.BytesIO(content)).element.body
    namespace = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return joined("".join(node.text or "" for node in body.iter(f"{namespace}t")))


def texts_of(found):
    """Everything that a reader must find, each with where it comes from."""
    for part in found.parts:
        yield part.id, part.title
        yield part.id, part.intro
        for rule in part.rules:
            yield rule.code, rule.title
            yield rule.code, rule.explanation
            yield rule.code, rule.source
        for group, numbered in part.numbered:
            yield f"group {group.id}", group.note
            for number, question in numbered:
                yield question.id, f"{number} {question.label}"
                for text in (question.help, question.answer, question.limit, question.need, question.source):
                    yield question.id, text
                for choice in question.choices:
                    yield question.id, choice


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("extension", "read"), [("pdf", text_of_pdf), ("docx", text_of_docx)])
def test_every_question_is_in_the_file(reference, language, extension, read):
    with translation.override(language):
        found = outline()
        text = read(exports.file_of(found, extension))

    assert [(name, words) for name, words in texts_of(found) if joined(words) not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_is_tagged_and_says_its_language_and_title(reference, language):
    with translation.override(language):
        found = outline()
        content = exports.pdf(found)
    catalogue = PdfReader(io.BytesIO(content)).trailer["/Root"]

    assert catalogue["/MarkInfo"]["/Marked"].value is True
    assert catalogue["/Lang"] == language
    assert catalogue["/StructTreeRoot"]["/Type"] == "/StructTreeRoot"
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert PdfReader(io.BytesIO(content)).metadata.title == found.title
    assert "pdfuaid:part>1<" in catalogue["/Metadata"].get_data().decode()


def test_pdf_has_the_parts_as_bookmarks_and_numbered_pages(reference):
    found = outline()
    reader = PdfReader(io.BytesIO(exports.pdf(found)))
    top = [entry.title for entry in reader.outline if not isinstance(entry, list)]

    assert top[-len(found.parts) :] == [f"{part.number}. {part.title}" for part in found.parts]
    assert f"Page1of{len(reader.pages)}" in joined(reader.pages[0].extract_text())


@pytest.mark.parametrize("language", LANGUAGES)
def test_docx_says_its_language_title_and_fund(reference, language):
    with translation.override(language):
        found = outline()
        content = exports.docx(found)
        document = Document(io.BytesIO(content))
        fund = translation.gettext("IOM Development Fund")
    (lang,) = document.styles.element.xpath("w:docDefaults//w:lang")

    assert (document.core_properties.title, document.core_properties.language) == (found.title, language)
    assert document.core_properties.author == fund
    assert lang.values()[0] == {"en": "en-GB", "fr": "fr-FR", "es": "es-ES"}[language]
    assert document.sections[0].header.paragraphs[0].text == f"{fund} – {found.title}"


def test_docx_has_real_headings_and_empty_room_for_every_answer(reference):
    found = outline()
    document = Document(io.BytesIO(exports.docx(found)))
    parts = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    rows = [row for table in document.tables for row in table.rows[1:]]

    assert parts == [f"{part.number}. {part.title}" for part in found.parts]
    assert len(rows) == len(found.questions)
    filled = [row.cells[1].text for row, question in zip(rows, found.questions, strict=True) if not question.choices]
    assert set(filled) == {"", "☐ Yes or no", "☐ To be declared"}
    assert len(document.element.body.xpath("//w:tblHeader")) == len(document.tables)


def test_docx_has_no_macros_and_loads_nothing_from_elsewhere(reference):
    with zipfile.ZipFile(io.BytesIO(exports.docx(outline()))) as package:
        names = package.namelist()
        relations = "".join(package.read(name).decode() for name in names if name.endswith(".rels"))

    assert [name for name in names if "vba" in name.lower() or name.endswith(".bin")] == []
    assert 'TargetMode="External"' not in relations


@pytest.mark.parametrize("extension", ["pdf", "docx"])
def test_the_same_outline_gives_the_same_bytes_at_any_time(reference, time_machine, extension):
    found, make = outline(), getattr(exports, extension)
    time_machine.move_to("2031-02-03 04:05:06")
    first = make(found)
    time_machine.move_to("2032-03-04 05:06:07")

    assert make(found) == first


@pytest.mark.parametrize(("extension", "read"), [("pdf", text_of_pdf), ("docx", text_of_docx)])
def test_what_staff_wrote_is_never_run_as_a_template(reference, extension, read):
    nasty = '#panic("x") \\ $ ] = <b>& {{ x }} @ref #include "/etc/passwd"'
    found = outline()
    question = replace(found.questions[0], label=nasty, help=nasty, choices=(nasty,))
    part = replace(found.parts[0], title=nasty, intro=nasty, groups=(Group("", nasty, nasty, (question,)),))

    text = read(getattr(exports, extension)(replace(found, parts=(part,))))

    assert text.count(joined(nasty)) >= 7


def test_an_outline_without_questions_can_be_written(reference):
    empty = replace(outline().parts[-1], groups=(Group("", "", "", ()),))
    found = replace(outline(), parts=(empty,))

    assert text_of_pdf(exports.pdf(found)).count(joined(empty.title)) == 2
    assert Document(io.BytesIO(exports.docx(found))).tables[0].rows[1:] == []


def test_files_carry_the_day_on_which_their_rules_were_published(reference):
    found = replace(outline(), published_on=date(2026, 1, 15))

    properties = Document(io.BytesIO(exports.docx(found))).core_properties

    assert properties.modified.date() == properties.created.date() == date(2026, 1, 15)


@pytest.mark.parametrize("extension", ["pdf", "docx"])
def test_files_are_in_the_language_of_the_outline_whatever_is_active(reference, extension):
    make = getattr(exports, extension)
    with translation.override("fr"):
        found = outline()
        in_french = make(found)

    assert make(found) == in_french


@pytest.mark.parametrize("extension", ["pdf", "docx"])
def test_requests_at_the_same_time_do_not_disturb_each_other(reference, extension):
    found, make = outline(), getattr(exports, extension)
    others = [replace(found, title=f"Title {number}") for number in range(4)]
    alone = [make(one) for one in others]

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(make, others)) == alone


def test_a_file_is_made_once_for_the_same_outline_and_anew_for_another(reference, monkeypatch):
    made = []
    monkeypatch.setattr(exports, "pdf", lambda one: made.append(one.fingerprint) or b"%PDF")
    found = outline()
    other = replace(found, rules="Other rules")

    for one in (found, found, other, found):
        assert exports.file_of(one, "pdf") == b"%PDF"

    assert made == [found.fingerprint, other.fingerprint]


def test_a_question_without_an_answer_kind_of_its_own_gets_room(reference):
    question = Question("x.y", "Label", "", "TEXT", "Short text", (), is_required=False, need="Optional")
    part = replace(outline().parts[0], groups=(Group("", "", "", (question,), is_repeated=True),))

    document = Document(io.BytesIO(exports.docx(replace(outline(), parts=(part,)))))

    assert document.tables[0].rows[1].height > 0
    assert "Copy the table for each further one." in [paragraph.text for paragraph in document.paragraphs]
