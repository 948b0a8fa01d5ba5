"""Blank forms as Word documents: the questions of a form, with room for the answers, read off the form itself."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Cm, Pt

from core.questions import Kind

from . import word

ROOM = {Kind.LONG_TEXT: Cm(5), Kind.TEXT: Cm(1.4)}  # height of the space for an answer
BOX = "☐"


@dataclass(frozen=True)
class Grid:
    """A table to fill in: headings of its columns, and its rows as tuples of what stands in them already."""

    title: str
    columns: tuple
    rows: tuple
    note: str = ""
    widths: tuple = ()  # shares of the page; none: all alike


@dataclass(frozen=True)
class Prose:
    """Sections to write: each question of ``part`` (``core.questions.Part``) is a heading with a text below it."""

    part: object


@dataclass(frozen=True)
class Letter:
    """Paragraphs that stand as they are."""

    title: str
    lines: tuple


@dataclass(frozen=True)
class Blank:
    """``parts``: ``core.questions.Part``, ``Prose``, ``Letter`` and ``Grid`` in reading order.

    ``lines``: paragraphs under the title; ``edition`` stands at the foot of every page.
    """

    language: str
    title: str
    subject: str
    lead: str
    lines: tuple
    parts: tuple
    stamp: datetime
    edition: str = ""


def docx(blank):
    """The blank form as a Word document on A4, its words in the form's language whatever the active one is: bytes."""
    with translation.override(blank.language):
        page = _("Page {page} of {pages}")
        document = Document()
        word.prepare(
            document, title=blank.title, subject=blank.subject, language=blank.language, stamp=blank.stamp,
            page=f"{blank.edition} · {page}" if blank.edition else page,
        )  # fmt: skip
        document.add_paragraph(blank.title, style="Title")
        document.add_paragraph(blank.lead, style="Subtitle")
        for line in blank.lines:
            document.add_paragraph(line)
        writers = {Prose: _write_prose, Letter: _write_letter, Grid: _write_grid}
        for part in blank.parts:
            writers.get(type(part), _write_part)(document, part)
    return word.to_bytes(document)


def _heading(part):
    return f"{part.number}. {part.title}" if part.number else part.title


def _write_part(document, part):
    document.add_heading(_heading(part), level=1)
    if part.intro:
        document.add_paragraph(part.intro)
    for group, numbered in part.numbered:
        if group.title:
            document.add_heading(group.title, level=2)
        copy = _("Copy the table for each further one.") if group.is_repeated else ""
        if note := " ".join(text for text in (group.note, copy) if text):
            document.add_paragraph(note)
        _write_table(document, numbered)
    _write_rules(document, part)


def _write_prose(document, prose):
    part = prose.part
    document.add_heading(_heading(part), level=1)
    if part.intro:
        document.add_paragraph(part.intro)
    for _group, numbered in part.numbered:
        for number, question in numbered:
            document.add_heading(f"{number} {question.label}", level=2)
            if question.help:
                document.add_paragraph(question.help)
            _soften(document.add_paragraph().add_run(_hint(question)))
            document.add_paragraph(_("[Write here]"))
    _write_rules(document, part)


def _write_letter(document, letter):
    document.add_heading(letter.title, level=1)
    for line in letter.lines:
        document.add_paragraph(line)


def _write_grid(document, grid):
    document.add_heading(grid.title, level=1)
    if grid.note:
        document.add_paragraph(grid.note)
    table = document.add_table(rows=1 + len(grid.rows), cols=len(grid.columns), style="Table Grid")
    rows = [row.cells for row in table.rows]  # asked once: python-docx reads the table anew each time
    word.mark_head(table.rows[0])
    for cell, text in zip(rows[0], grid.columns, strict=True):
        _small(cell, text).bold = True
    for cells, texts in zip(rows[1:], grid.rows, strict=True):
        for cell, text in zip(cells, texts, strict=True):
            _small(cell, text)
    for row in table.rows[1:]:
        word.keep_together(row)
        row.height_rule, row.height = WD_ROW_HEIGHT_RULE.AT_LEAST, Cm(1)
    widths = grid.widths or (1,) * len(grid.columns)
    word.set_widths(table, [Cm(17 * width / sum(widths)) for width in widths])


def _small(cell, text):
    run = cell.paragraphs[0].add_run(text)
    run.font.size = Pt(9.5)
    return run


def _write_rules(document, part):
    if part.rules:
        document.add_heading(_("Rules of the Fund"), level=2)
    for rule in part.rules:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{rule.code} {rule.title}. ").bold = True
        paragraph.add_run(f"{rule.explanation} {_('Source:')} {rule.source}")


def _write_table(document, numbered):
    """A table of questions and empty room for their answers; its first row is repeated on every page."""
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    head = table.rows[0]
    word.mark_head(head)
    for cell, text in zip(head.cells, (_("Question"), _("Answer")), strict=True):
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
    _soften(cell.add_paragraph().add_run(_hint(question)))


def _hint(question):
    return " · ".join(text for text in (question.answer, question.limit, question.need) if text)


def _soften(run):
    run.font.size, run.font.color.rgb = Pt(9.5), word.SOFT


def _write_room(cell, question):
    """A box for each choice, else nothing."""
    choices = question.choices or ((question.answer,) if question.kind == Kind.YES_NO else ())
    for place, choice in enumerate(choices):
        paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
        paragraph.text = f"{BOX} {choice}"
