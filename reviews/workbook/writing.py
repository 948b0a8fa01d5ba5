"""A reviewer's score sheets as an Excel workbook with protection and lists, and what it takes to read it back.

Row ``KEYS`` of each sheet (hidden) names the review, column A (hidden) the criteria. A sheet that nobody sees holds whose
workbook it is and the fingerprint of each field as it was written, so that an upload can tell whose change is whose.
"""

import hashlib
import io
import re

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from core.spreadsheets import neutral

from ..selectors.sheets import marks_of
from ..services.sheets import COMMENT, MARK, MOST_CHARACTERS, SUMMARY, plain
from . import instructions

FORMAT, HIDDEN = "iom-fund-scores-1", "_scores"
KEYS, LABELS, FIRST = 3, 4, 5  # rows: which review, headings, first criterion
KEY_COLUMN, MARK_COLUMN, COMMENT_COLUMN = 1, 4, 5
WIDTHS = {"A": 4, "B": 34, "C": 46, "D": 18, "E": 70}
OPEN, LINE_HEIGHT = Protection(locked=False), 15
GREY, NAVY = PatternFill("solid", fgColor="E9EDF5"), PatternFill("solid", fgColor="001A4D")
WRAPPED = Alignment(wrap_text=True, vertical="top")
ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def fingerprint(value):
    """Enough to notice that a mark or text was changed."""
    return hashlib.sha256(plain(value).encode()).hexdigest()[:16]


def write(assignments, person):
    """The workbook of ``assignments`` (of ``selectors.desks``) in the active language, as bytes."""
    book, kept = Workbook(), [["format", FORMAT], ["person", str(person.pk)], ["language", get_language()]]
    _instruct(book.active)
    lists = book.create_sheet(_("Lists"))
    ranges = _write_lists(lists, {one.rubric_id: one.rubric for one in assignments}.values())
    for assignment in assignments:
        page = book.create_sheet(f"{assignment.application.reference}"[:31])
        kept += _write_sheet(page, assignment, ranges[assignment.rubric_id])
    hidden = book.create_sheet(HIDDEN)
    for row in kept:
        hidden.append(row)
    hidden.sheet_state = "veryHidden"
    for page in book.worksheets:
        _finish(page)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _finish(page):
    """Locked but for open cells, without password: for mistakes, not people."""
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = page.protection.formatCells = False
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0  # 0: as many as there are rows
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _instruct(page):
    page.title = _("Instructions")
    for language, _name in settings.LANGUAGES:
        with override(language):
            page.append([instructions.heading()])
            page.cell(page.max_row, 1).font = Font(bold=True, size=14)
            for sentence in instructions.lines():
                page.append([sentence])
                page.cell(page.max_row, 1).alignment = WRAPPED
                page.row_dimensions[page.max_row].height = LINE_HEIGHT * _lines(sentence, 110)
        page.append([])
    page.column_dimensions["A"].width = 110


def _write_lists(page, rubrics):
    """The marks that cells choose from; returns {pk of a rubric: range}."""
    ranges = {}
    for at, rubric in enumerate(rubrics, 1):
        labels = [neutral(str(step)) for step in rubric.steps.all()]
        for row, label in enumerate([_("Marks"), *labels], 1):
            page.cell(row, at, label)
        letter = get_column_letter(at)
        page.column_dimensions[letter].width = 24
        ranges[rubric.pk] = f"{quote_sheetname(page.title)}!${letter}$2:${letter}${len(labels) + 1}"
    return ranges


def _write_sheet(page, assignment, marks_range):
    """One review; returns the rows of the hidden sheet about it."""
    application, rubric = assignment.application, assignment.rubric
    page.cell(1, 2, neutral(application.title)).font = Font(bold=True, size=14)
    page.cell(2, 2, _("%(reference)s, due %(date)s") % {
        "reference": application.reference, "date": date_format(assignment.due_on, "DATE_FORMAT"),
    })  # fmt: skip
    page.cell(KEYS, KEY_COLUMN, f"review:{assignment.pk}")
    for at, label in enumerate(["", _("Criterion"), _("Guidance"), _("Mark"), _("Comment")], 1):
        cell = page.cell(LABELS, at, label)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), NAVY
    labels = {step.mark: str(step) for step in rubric.steps.all()}
    kept, at = [], FIRST
    for criterion, (mark, comment) in marks_of(assignment).items():
        _row(page, at, str(criterion.pk), criterion.name, criterion.guidance)
        _put(page.cell(at, MARK_COLUMN), labels.get(mark))
        _put(page.cell(at, COMMENT_COLUMN), comment)
        kept.append(["field", str(assignment.pk), f"{MARK}:{criterion.pk}", fingerprint(mark)])
        kept.append(["field", str(assignment.pk), f"{COMMENT}:{criterion.pk}", fingerprint(comment)])
        at += 1
    _row(page, at, SUMMARY, _("Overall judgement"), "")
    _put(page.cell(at, COMMENT_COLUMN), assignment.summary)
    kept.append(["field", str(assignment.pk), f"{SUMMARY}:", fingerprint(assignment.summary)])
    _checks(page, at, marks_range)
    for letter, width in WIDTHS.items():
        page.column_dimensions[letter].width = width
    page.column_dimensions["A"].hidden = page.row_dimensions[KEYS].hidden = True
    page.freeze_panes = page.cell(FIRST, 3)
    return kept


def _row(page, at, key, name, guidance):
    page.cell(at, KEY_COLUMN, key)
    for column, text in ((2, name), (3, guidance), (MARK_COLUMN, None)):
        cell = page.cell(at, column, neutral(text))
        cell.alignment, cell.fill = WRAPPED, GREY
    page.row_dimensions[at].height = LINE_HEIGHT * max(2, _lines(guidance, WIDTHS["C"]))


def _put(cell, value):
    """Write what a person gave into an open cell; text never becomes a formula."""
    cell.protection, cell.number_format, cell.alignment, cell.fill = OPEN, "@", WRAPPED, PatternFill()
    cell.value = ESCAPED.sub("_x005F_", neutral(value or "")) or None
    if cell.value is not None:
        cell.data_type = "s"


def _checks(page, last, marks_range):
    """Have the spreadsheet refuse what the upload would refuse, where it can."""
    mark = DataValidation("list", formula1=marks_range, allow_blank=True, showErrorMessage=True)
    mark.errorTitle, mark.error = _("Please check"), _("Choose from the list.")
    mark.add(f"D{FIRST}:D{last - 1}")
    for first, end, most in ((FIRST, last - 1, MOST_CHARACTERS[COMMENT]), (last, last, MOST_CHARACTERS[SUMMARY])):
        length = DataValidation("textLength", operator="lessThanOrEqual", formula1=most, allow_blank=True)
        length.showErrorMessage, length.errorTitle = True, _("Please check")
        length.error = _("At most %(most)d characters fit.") % {"most": most}
        length.add(f"E{first}:E{end}")
        page.add_data_validation(length)
    page.add_data_validation(mark)


def _lines(value, width):
    """How many lines a text takes in a column of ``width`` characters."""
    return sum(max(1, -(-len(line) // width)) for line in str(value or "").split("\n"))
