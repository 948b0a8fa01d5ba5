"""Blank forms as Excel workbooks: open cells to fill in, lists to choose from, sums as formulas, headings that are locked."""

import io
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from core.spreadsheets import neutral

from .packages import LONG_AGO, steady

OPEN = Protection(locked=False)
GREY, NAVY = PatternFill("solid", fgColor="E9EDF5"), PatternFill("solid", fgColor="001A4D")
WRAPPED = Alignment(wrap_text=True, vertical="top")
FORMATS = {"text": "@", "amount": "#,##0.00", "percent": "0.0%", "whole": "0"}
LABELS, LINE_HEIGHT = 4, 15  # row of the headings; points


@dataclass(frozen=True)
class Field:
    """A column. ``kind``: "text", "amount", "percent", "whole".

    ``formula`` makes the cell a locked one: "{budget}-{before}", with the names of other columns. ``choices`` are what
    the cell may hold; ``is_given``: what stands in the column is printed, not asked.
    """

    name: str
    label: str
    width: int = 14
    kind: str = "text"
    formula: str = ""
    choices: tuple = ()
    is_given: bool = False
    may_be_negative: bool = False


@dataclass(frozen=True)
class Sum:
    """Figures under the rows: ``formulas`` as (name of the column, "SUM({amount})" over whole columns)."""

    label: str
    formulas: tuple
    kind: str = "amount"


@dataclass(frozen=True)
class Sheet:
    """A table to fill in: ``rows`` hold what stands in them already ({} for an empty row), name of a column → value."""

    title: str
    note: str
    fields: tuple
    rows: tuple
    sums: tuple = ()


@dataclass(frozen=True)
class Book:
    """``lines`` and ``rules`` (``core.questions.RuleNote``) stand on the first sheet, with the ``edition``."""

    title: str
    language: str
    lines: tuple
    rules: tuple
    sheets: tuple
    edition: str = ""


def xlsx(book):
    """The workbook, its words in its language whatever the active one is: bytes."""
    with translation.override(book.language):
        file = Workbook()
        instruct(file.active, book)
        pages = [file.create_sheet(sheet.title[:31]) for sheet in book.sheets]
        ranges = _write_lists(file, book.sheets)
        for page, sheet in zip(pages, book.sheets, strict=True):
            _write_sheet(page, sheet, ranges)
        return saved(file, book.title, book.language)


def saved(file, title, language):
    """A workbook with its title and language as bytes; the same for the same content."""
    properties = file.properties
    properties.title, properties.language = title, language
    properties.creator = properties.lastModifiedBy = _("IOM Development Fund")
    target = io.BytesIO()
    file.save(target)
    return steady(target.getvalue(), stamp=LONG_AGO)


def instruct(page, book):
    """The first sheet: what it is, how to fill it in, the rules that apply, which edition it is."""
    page.title = _("Instructions")
    page.append([neutral(book.title)])
    page["A1"].font = Font(bold=True, size=16)
    for line in [*book.lines, *([book.edition] if book.edition else [])]:
        _say(page, line)
    if book.rules:
        _say(page, _("Rules of the Fund"), bold=True)
    for rule in book.rules:
        _say(page, f"{rule.code} {rule.title}. {rule.explanation} {_('Source:')} {rule.source}")
    page.column_dimensions["A"].width = 110
    lock(page)


def _say(page, text, *, bold=False):
    page.append([neutral(text)])
    cell = page.cell(page.max_row, 1)
    cell.alignment, cell.font = WRAPPED, Font(bold=bold, size=13 if bold else 11)
    page.row_dimensions[page.max_row].height = LINE_HEIGHT * (1 + len(text) // 115 + bold)


def lock(page):
    """Locked but for open cells, without password: against mistakes, not people. On paper as wide as a page."""
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = page.protection.formatCells = False
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0  # 0: as many as there are rows
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _write_lists(file, sheets):
    """A sheet of what cells may hold; {choices: range}, none without choices."""
    wanted = dict.fromkeys(field.choices for sheet in sheets for field in sheet.fields if field.choices)
    if not wanted:
        return {}
    page, ranges = file.create_sheet(_("Lists")), {}
    for at, choices in enumerate(wanted, 1):
        letter = get_column_letter(at)
        for row, choice in enumerate(choices, 1):
            page.cell(row, at, neutral(choice))
        page.column_dimensions[letter].width = min(max(map(len, choices)) + 2, 60)
        ranges[choices] = f"{quote_sheetname(page.title)}!${letter}$1:${letter}${len(choices)}"
    lock(page)
    return ranges


def _write_sheet(page, sheet, ranges):
    page["A1"], page["A2"] = neutral(sheet.title), neutral(sheet.note)
    page["A1"].font = Font(bold=True, size=14)
    for at, field in enumerate(sheet.fields, 1):
        cell = page.cell(LABELS, at, neutral(field.label))
        cell.font, cell.fill, cell.alignment = Font(bold=True, color="FFFFFF"), NAVY, WRAPPED
        page.column_dimensions[get_column_letter(at)].width = field.width
    page.row_dimensions[LABELS].height = 2 * LINE_HEIGHT
    letters = {field.name: get_column_letter(at) for at, field in enumerate(sheet.fields, 1)}
    last = LABELS + len(sheet.rows)
    for at, given in enumerate(sheet.rows, LABELS + 1):
        _write_row(page, sheet, at, given, letters)
    for field in sheet.fields:
        _check(page, field, f"{letters[field.name]}{LABELS + 1}:{letters[field.name]}{last}", ranges)
    spans = {name: f"${letter}${LABELS + 1}:${letter}${last}" for name, letter in letters.items()}
    for at, one in enumerate(sheet.sums, last + 1):
        _write_sum(page, at, one, letters, spans)
    page.freeze_panes = page.cell(LABELS + 1, 2)
    page.print_title_rows = f"{LABELS}:{LABELS}"
    lock(page)


def _write_row(page, sheet, at, given, letters):
    places = {name: f"{letter}{at}" for name, letter in letters.items()}
    tallest = 1
    for place, field in enumerate(sheet.fields, 1):
        cell = page.cell(at, place)
        cell.alignment, cell.number_format = WRAPPED, FORMATS[field.kind]
        if field.formula:
            cell.value, cell.fill = f"={field.formula.format(**places)}", GREY
        elif field.is_given:
            text = given.get(field.name, "")
            cell.value, cell.fill = (neutral(text) or None), GREY
            tallest = max(tallest, 1 + len(str(text)) // field.width)
        else:
            cell.protection, cell.value = OPEN, neutral(given.get(field.name, "")) or None
    page.row_dimensions[at].height = LINE_HEIGHT * tallest


def _check(page, field, cells, ranges):
    """Have the spreadsheet refuse what the portal would refuse."""
    check = DataValidation(allow_blank=True, showErrorMessage=True, errorTitle=_("Please check"))
    if field.formula or field.is_given:
        return
    if field.choices:
        check.type, check.formula1, check.error = "list", ranges[field.choices], _("Choose from the list.")
    elif field.kind == "amount" and not field.may_be_negative:
        check.type, check.operator, check.formula1 = "decimal", "greaterThanOrEqual", "0"
        check.error = _("Write a number that is not negative.")
    elif field.kind == "amount":
        check.type, check.operator, check.formula1 = "decimal", "greaterThanOrEqual", "-9999999999999"
        check.error = _("Write a number.")
    else:
        return
    check.add(cells)
    page.add_data_validation(check)


def _write_sum(page, at, one, letters, spans):
    head = page.cell(at, 1, neutral(one.label))
    head.font, head.alignment = Font(bold=True), WRAPPED
    for name, formula in one.formulas:
        cell = page[f"{letters[name]}{at}"]
        cell.value, cell.number_format = f"={formula.format(**spans)}", FORMATS[one.kind]
        cell.font, cell.fill = Font(bold=True), GREY
