"""The money of a report as a workbook: written, filled in elsewhere, read back. Changes no data; no formulas in it."""

import io
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter

from core.errors import DomainError
from core.numbers import write_number
from core.plaintext import clean_text
from core.spreadsheets import neutral, restored
from plans.workbook.columns import BadCell, number_of
from plans.workbook.opening import open_workbook

FORMAT, HIDDEN = "money-1", "portal"
LABELS, FIRST = 4, 5  # rows of the headings and of the first budget line
KEY, AMOUNT, COMMITMENTS, COMMENT = 1, 7, 8, 9  # columns
OPEN = Protection(locked=False)
GREY, NAVY = PatternFill("solid", fgColor="E9EDF5"), PatternFill("solid", fgColor="001A4D")
WIDTHS = (4, 26, 40, 14, 14, 14, 16, 16, 50)
MOST, LONGEST = Decimal("9999999999999.99"), 500


def write(sheet):
    """The workbook of a ``selectors.money.Sheet`` in the active language, as bytes: one row for each budget line."""
    book = Workbook()
    page = book.active
    page.title = _("Expenditure")[:31]
    page["B1"], page["B2"] = (
        neutral(str(sheet.report)),
        _("Fill in the white cells, in US dollars. Nothing else is read."),
    )
    page["B1"].font = Font(bold=True, size=14)
    for at, label in enumerate(headings(), 1):
        cell = page.cell(LABELS, at, label)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), NAVY
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        page.column_dimensions[get_column_letter(at)].width = WIDTHS[at - 1]
    at = FIRST
    for block in sheet.blocks:
        for row in block.rows:
            if row.is_in_plan:
                _write_row(page, at, block, row)
                at += 1
    page.freeze_panes, page.column_dimensions["A"].hidden = page.cell(FIRST, 4), True
    page.protection.sheet = True  # without password: against mistakes, not people
    page.protection.formatColumns = page.protection.formatRows = False
    page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight = "landscape", 1, 0
    _identify(book.create_sheet(HIDDEN), sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def headings():
    """The headings of the columns, filled in or blank; the first, hidden one has none."""
    return [
        "", _("Part of the budget"), _("Budget line"), _("Budget"), _("Spent before"), _("Left before"),
        _("Spent in this period"), _("Committed"), _("Comment"),
    ]  # fmt: skip


def _write_row(page, at, block, row):
    given = row.given
    values = [
        str(row.line.lineage), neutral(block.title), neutral(row.line.description), row.budget, row.before,
        row.budget - row.before, given and given.amount, given and given.commitments, given and neutral(given.comment),
    ]  # fmt: skip
    for place, value in enumerate(values, 1):
        cell = page.cell(at, place, value or None if isinstance(value, str) else value)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if place >= AMOUNT:
            cell.protection = OPEN
        else:
            cell.fill = GREY
        cell.number_format = "@" if place in {KEY, 2, 3, COMMENT} else "#,##0.00"


def _identify(page, sheet):
    """Which report this is, against which plan, and the revision at which each line was written."""
    page.append(["format", FORMAT])
    page.append(["report", str(sheet.report.key)])
    page.append(["version", str(sheet.report.version_id)])
    for row in sheet.rows:
        if row.is_in_plan:
            page.append(["line", str(row.line.lineage), row.revision])
    page.sheet_state, page.protection.sheet = "veryHidden", True


@dataclass(frozen=True)
class Change:
    """What the workbook says of a line and the portal does not; ``revision``: the one it was written at."""

    row: object
    amount: Decimal
    commitments: Decimal
    comment: str
    revision: int

    @property
    def entries(self):
        """What the page of the report would send for the line: (name, text)."""
        prefix = f"line-{self.row.line.pk}"
        return [
            (f"{prefix}-amount", write_number(self.amount, places=2)),
            (f"{prefix}-commitments", write_number(self.commitments, places=2)),
            (f"{prefix}-comment", self.comment),
            (f"{prefix}-revision", str(self.revision)),
        ]


def read(upload, sheet):
    """The ``Change``\\ s that an uploaded workbook makes to a Sheet, in its order.

    Raises DomainError for a file that is none of this report and plan, whose rows are not those that were written, and with
    a sentence for each cell that cannot be read; nothing is read in part.
    """
    book = open_workbook(upload)
    revisions = _identified(book, sheet)
    page = next((page for page in book.worksheets if page.title != HIDDEN), None)
    rows = {str(row.line.lineage): row for row in sheet.rows if row.is_in_plan}
    places = _places(page, rows) if page is not None else {}
    if places.keys() != rows.keys() or revisions.keys() != rows.keys():
        raise DomainError(
            _("Rows were added, removed or moved. Download the workbook again and fill in the white cells.")
        )
    changes, problems = [], []
    for key, row in rows.items():
        try:
            change = _change(page, places[key], row, revisions[key])
        except BadCell as problem:
            problems.append(str(problem))
        else:
            changes += [change] if change else []
    if problems:
        raise DomainError(problems)
    return changes


def _identified(book, sheet):
    """{lineage: revision} of the hidden sheet; DomainError for another report's workbook."""
    facts, revisions = {}, {}
    if HIDDEN in book.sheetnames:
        for name, value, revision in book[HIDDEN].iter_rows(max_row=2000, max_col=3, values_only=True):
            if name == "line" and isinstance(revision, int):
                revisions[str(value)] = revision
            else:
                facts[name] = value
    if facts.get("format") != FORMAT:
        raise DomainError(_("This is not a workbook of the portal. Download it here and fill that in."))
    if facts.get("report") != str(sheet.report.key):
        raise DomainError(_("This workbook is of another report. Open that report and upload it there."))
    if facts.get("version") != str(sheet.report.version_id):
        raise DomainError(_("The report follows another version of the plan by now. Download the workbook again."))
    return revisions


def _places(page, rows):
    """{lineage: row number} of the page; a lineage twice or unknown makes it differ from ``rows``."""
    found = {}
    for at in range(FIRST, min(page.max_row, 2000) + 1):
        key = page.cell(at, KEY).value
        if key is None and not any(page.cell(at, place).value for place in range(2, COMMENT + 1)):
            continue
        found[f"{at}" if str(key) in found else str(key)] = at
    return found


def _change(page, at, row, revision):
    """The Change of one row, None where it says the same. Raises BadCell with the address of the cell."""
    amount = _number(page.cell(at, AMOUNT), may_be_negative=True)
    commitments = _number(page.cell(at, COMMITMENTS)) or Decimal("0.00")
    cell = page.cell(at, COMMENT)
    comment = clean_text(restored(str(cell.value))).strip() if cell.value is not None else ""
    if len(comment) > LONGEST:
        raise BadCell(_("Cell %(cell)s: at most %(most)d characters fit.") % {"cell": cell.coordinate, "most": LONGEST})
    if amount is None:
        if row.given or commitments or comment:
            text = _("Cell %(cell)s: write an amount, 0 if nothing was spent.")
            raise BadCell(text % {"cell": page.cell(at, AMOUNT).coordinate})
        return None
    if row.given and (amount, commitments, comment) == (row.given.amount, row.given.commitments, row.given.comment):
        return None
    return Change(row, amount, commitments, comment, revision)


def _number(cell, *, may_be_negative=False):
    """The amount in a cell, exact to the cent; None for an empty one."""
    place = {"cell": cell.coordinate}
    try:
        number = number_of(cell.value)
    except BadCell as problem:
        raise BadCell(_("Cell %(cell)s: %(problem)s") % {**place, "problem": problem}) from problem
    if number is None:
        return None
    if number < 0 and not may_be_negative:
        raise BadCell(_("Cell %(cell)s: the amount is below zero.") % place)
    if number.as_tuple().exponent < -2 and number != round(number, 2):
        raise BadCell(_("Cell %(cell)s: an amount has two decimals at most.") % place)
    if abs(number) > MOST:
        raise BadCell(_("Cell %(cell)s: the amount is too large.") % place)
    return round(number, 2)
