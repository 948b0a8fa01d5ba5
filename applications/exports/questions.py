"""The questions of the form as files: PDF to read and print, DOCX to draft in.

Both are made from the outline alone, are the same to the byte for the same outline, and are kept for an hour, so that a
public address costs no typesetting. What people or staff wrote is data to both, never source.
"""

from datetime import UTC, datetime

from django.core.cache import cache
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Cm, Pt

from core.addresses import absolute
from core.documents import CONTENT_TYPES as ALL_TYPES
from core.documents import typesetting, word
from core.questions import Kind

KEPT_FOR = 60 * 60  # seconds
CONTENT_TYPES = {extension: ALL_TYPES[extension] for extension in ("pdf", "docx")}
ROOM = {Kind.LONG_TEXT: Cm(5), Kind.TEXT: Cm(1.4)}  # height of the space for an answer
BOX = "☐"


def file_of(outline, extension):
    """The bytes of the outline as "pdf" or "docx", made at most once an hour for the same outline."""
    make = {"pdf": pdf, "docx": docx}[extension]
    return cache.get_or_set(f"questions.{extension}.{outline.fingerprint}", lambda: make(outline), KEPT_FOR)


def file_name(outline, extension):
    """``iom-development-fund-questions-fr.pdf``"""
    of_call = f"{outline.call}-" if outline.call else ""
    return f"iom-development-fund-questions-{of_call}{outline.language}.{extension}"


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
            "address": absolute(_address(outline)),
            "columns": [_("No."), _("Question"), _("Answer")],
            "page": _("Page {page} of {pages}"),
            "draft": _(
                "This document is for drafting only. Proposals are submitted in the portal; copy your answers there."
            ),
            "copy": _("Copy the table for each further one."),
        }


def _address(outline):
    return reverse("questions:call", kwargs={"slug": outline.call}) if outline.call else reverse("questions:list")


# PDF


def pdf(outline):
    """The questions as a tagged PDF (PDF/UA-1): bytes."""
    data = _words(outline) | {"parts": [_part(part) for part in outline.parts]}
    return typesetting.pdf("applications/questions.typ", data, stamp=_moment(outline))


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
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else word.LONG_AGO


# DOCX


def docx(outline):
    """The questions as a Word document with room for the answers: bytes."""
    words = _words(outline)
    document = Document()
    word.prepare(
        document, title=words["title"], subject=words["rules"], language=outline.language, stamp=_moment(outline),
        page=words["page"],
    )  # fmt: skip
    document.add_paragraph(words["title"], style="Title")
    document.add_paragraph(words["lead"], style="Subtitle")
    document.add_paragraph(words["summary"])
    document.add_paragraph(words["draft"])
    document.add_paragraph(f"{words['rules']}. {words['address_label']} {words['address']}")
    for part in outline.parts:
        _write_part(document, part, words)
    return word.to_bytes(document)


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
    head = table.rows[0]
    word.mark_head(head)
    for cell, text in zip(head.cells, words["columns"][1:], strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for number, question in numbered:
        row = table.add_row()
        word.keep_together(row)
        row.height_rule, row.height = WD_ROW_HEIGHT_RULE.AT_LEAST, ROOM.get(Kind(question.kind), Cm(1))
        _write_question(row.cells[0], number, question)
        _write_room(row.cells[1], question)
    word.set_widths(table, (Cm(7), Cm(10)))


def _write_question(cell, number, question):
    paragraph = cell.paragraphs[0]
    paragraph.add_run(f"{number} {question.label}").bold = True
    for text in (question.help, question.source):
        if text:
            cell.add_paragraph(text)
    hint = " · ".join(text for text in (question.answer, question.limit, question.need) if text)
    run = cell.add_paragraph().add_run(hint)
    run.font.size, run.font.color.rgb = Pt(9.5), word.SOFT


def _write_room(cell, question):
    """A box for each choice, else nothing."""
    choices = question.choices or ((question.answer,) if question.kind == Kind.YES_NO else ())
    for place, choice in enumerate(choices):
        paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
        paragraph.text = f"{BOX} {choice}"
