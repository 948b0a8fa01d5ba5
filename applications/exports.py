"""The questions of the form as files: PDF to read and print, DOCX to draft in.

Both are made from the outline alone, are the same to the byte for the same outline, and are kept for an hour, so that a
public address costs no typesetting. What people or staff wrote is data to both, never source.
"""

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import typst
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from core.questions import Kind

KEPT_FOR = 60 * 60  # seconds
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
TEMPLATE = Path(settings.BASE_DIR) / "templates/applications/questions.typ"
LOCALES = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES"}
NAVY, BLUE, SOFT = RGBColor(0x00, 0x1A, 0x4D), RGBColor(0x00, 0x33, 0xA0), RGBColor(0x4A, 0x58, 0x72)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)  # of files whose rules have no date: the same file at any time
ROOM = {Kind.LONG_TEXT: Cm(5), Kind.TEXT: Cm(1.4)}  # height of the space for an answer
BOX = "☐"


def file_of(outline, extension):
    """The bytes of the outline as "pdf" or "docx", made at most once an hour for the same outline."""
    make = {"pdf": pdf, "docx": docx}[extension]
    return cache.get_or_set(f"questions.{extension}.{outline.fingerprint}", lambda: make(outline), KEPT_FOR)


def file_name(outline, extension):
    """``iom-development-fund-questions-fr.pdf``"""
    return f"iom-development-fund-questions-{outline.language}.{extension}"


def _words(outline):
    """What the files say besides the questions, in the outline's language whatever the active one is."""
    with translation.override(outline.language):
        return {
            "language": outline.language,
            "title": outline.title,
            "fund": _("IOM Development Fund"),
            "lead": _("What the application form asks, in its order, so that you can prepare before you register."),
            "summary": outline.summary,
            "rules": outline.rules,
            "rules_title": _("Rules of the Fund"),
            "source": _("Source:"),
            "contents": _("Parts of the form"),
            "address_label": _("Always current at"),
            "address": settings.SITE_URL.rstrip("/") + reverse("questions:list"),
            "columns": [_("No."), _("Question"), _("Answer")],
            "page": _("Page {page} of {pages}"),
            "draft": _(
                "This document is for drafting only. Proposals are submitted in the portal; copy your answers there."
            ),
            "copy": _("Copy the table for each further one."),
        }


# PDF


def pdf(outline):
    """The questions as a tagged PDF (PDF/UA-1): bytes."""
    stamp = _moment(outline)
    return typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        ignore_system_fonts=True,  # typst's own fonts: the same file on every machine
        sys_inputs={"data": json.dumps(_words(outline) | {"parts": [_part(part) for part in outline.parts]})},
        pdf_standards=["ua-1"],
        timestamp=int(stamp.timestamp()),
    )


def _part(part):
    groups = [
        {
            "title": group.title,
            "note": group.note,
            "questions": [_asked(number, question) for number, question in numbered],
        }
        for group, numbered in part.numbered
    ]
    rules = [vars(rule) for rule in part.rules]
    return {"number": part.number, "title": part.title, "intro": part.intro, "groups": groups, "rules": rules}


def _asked(number, question):
    names = ("label", "help", "answer", "limit", "need", "choices", "source")
    return {"number": number} | {name: getattr(question, name) for name in names}


def _moment(outline):
    """The time that files carry: the beginning of the day on which their rules were published."""
    day = outline.published_on
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else LONG_AGO


# DOCX


def docx(outline):
    """The questions as a Word document with room for the answers: bytes."""
    words = _words(outline)
    document = Document()
    _prepare(document, outline, words)
    document.add_paragraph(words["title"], style="Title")
    document.add_paragraph(words["lead"], style="Subtitle")
    document.add_paragraph(words["summary"])
    document.add_paragraph(words["draft"])
    document.add_paragraph(f"{words['rules']}. {words['address_label']} {words['address']}")
    for part in outline.parts:
        _write_part(document, part, words)
    file = io.BytesIO()
    document.save(file)
    return _with_fixed_times(file)


def _prepare(document, outline, words):
    """Properties, language, page, fonts, header and footer."""
    properties = document.core_properties
    properties.title, properties.author, properties.language = words["title"], words["fund"], outline.language
    properties.subject, properties.comments, properties.keywords = words["rules"], "", ""
    properties.created = properties.modified = _moment(outline).replace(tzinfo=None)
    properties.last_modified_by = words["fund"]
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    for name, size, colour in [
        ("Normal", 11, None), ("Title", 24, NAVY), ("Subtitle", 13, SOFT), ("Heading 1", 16, NAVY), ("Heading 2", 13, BLUE),
    ]:  # fmt: skip
        _set_font(document.styles[name], size, colour)
    language = document.styles.element.find(".//" + qn("w:rPrDefault")).find(".//" + qn("w:lang"))
    language.set(qn("w:val"), LOCALES[outline.language])
    section.header.paragraphs[0].text = f"{words['fund']} – {words['title']}"
    _write_page_numbers(section.footer.paragraphs[0], words["page"])


def _set_font(style, size, colour):
    style.font.name, style.font.size = "Calibri", Pt(size)
    style.font.italic = False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):  # a theme's font would win over the name
        if name.endswith("Theme"):
            del fonts.attrib[name]
    if colour is not None:
        style.font.color.rgb = colour


def _write_page_numbers(paragraph, pattern):
    """``pattern`` with Word's own fields for {page} and {pages}."""
    before, rest = pattern.split("{page}")
    between, after = rest.split("{pages}")
    paragraph.add_run(before)
    _add_field(paragraph, "PAGE")
    paragraph.add_run(between)
    _add_field(paragraph, "NUMPAGES")
    paragraph.add_run(after)


def _add_field(paragraph, code):
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _write_part(document, part, words):
    document.add_heading(f"{part.number}. {part.title}", level=1)
    document.add_paragraph(part.intro)
    for group, numbered in part.numbered:
        if group.title:
            document.add_heading(group.title, level=2)
        copy = words["copy"] if group.is_repeated else ""
        if note := " ".join(text for text in (group.note, copy) if text):
            document.add_paragraph(note)
        _write_table(document, numbered, words)
    if part.rules:
        document.add_heading(words["rules_title"], level=2)
    for rule in part.rules:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{rule.code} {rule.title}. ").bold = True
        paragraph.add_run(f"{rule.explanation} {words['source']} {rule.source}")


def _write_table(document, numbered, words):
    """A table of questions and empty room for their answers; its first row is repeated on every page."""
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    table.autofit = False
    head = table.rows[0]
    head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, text in zip(head.cells, words["columns"][1:], strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for number, question in numbered:
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        row.height_rule, row.height = WD_ROW_HEIGHT_RULE.AT_LEAST, ROOM.get(Kind(question.kind), Cm(1))
        _write_question(row.cells[0], number, question)
        _write_room(row.cells[1], question)
    for column, width in zip(table.columns, (Cm(7), Cm(10)), strict=True):  # Word reads the cells', others the column's
        column.width = width
        for cell in column.cells:
            cell.width = width


def _write_question(cell, number, question):
    paragraph = cell.paragraphs[0]
    paragraph.add_run(f"{number} {question.label}").bold = True
    for text in (question.help, question.source):
        if text:
            cell.add_paragraph(text)
    hint = " · ".join(text for text in (question.answer, question.limit, question.need) if text)
    run = cell.add_paragraph().add_run(hint)
    run.font.size, run.font.color.rgb = Pt(9.5), SOFT


def _write_room(cell, question):
    """A box for each choice, else nothing."""
    choices = question.choices or ((question.answer,) if question.kind == Kind.YES_NO else ())
    for place, choice in enumerate(choices):
        paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
        paragraph.text = f"{BOX} {choice}"


def _with_fixed_times(file):
    """The package anew with one time on all its parts: python-docx writes the time of day into them."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, LONG_AGO.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return fixed.getvalue()
