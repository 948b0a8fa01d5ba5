"""Tables as files for spreadsheets: CSV and Excel workbooks in which no text is taken for a formula."""

import csv
import io
import re
from datetime import datetime
from decimal import Decimal

from django.http import Http404, HttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
STARTS_A_FORMULA = re.compile(r"'*[=+\-@\t\r]")
NARROWEST, WIDEST = 10, 50


def neutral(value):
    """``value`` as a spreadsheet shows it and never runs it: an apostrophe before text that begins like a formula.

    Text that begins with such an apostrophe gets another one, so that ``restored`` finds each text again.
    """
    if not isinstance(value, str):
        return value
    text = value if value.isprintable() else ILLEGAL_CHARACTERS_RE.sub("", value)  # asking first is ten times as quick
    return f"'{text}" if STARTS_A_FORMULA.match(text) else text


def restored(text):
    """The text that ``neutral`` was given, but for control characters that no workbook can hold."""
    return text[1:] if text.startswith("'") and STARTS_A_FORMULA.match(text) else text


def csv_file(rows):
    """``rows`` (the first is the header) as bytes of a CSV file: UTF-8 with a mark for Excel, times in ISO 8601."""
    file = io.StringIO()
    csv.writer(file).writerows([_in_text(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _in_text(cell):
    return cell.isoformat(timespec="seconds") if isinstance(cell, datetime) else neutral(cell)


def workbook(rows, *, title):
    """``rows`` (the first is the header) as bytes of an Excel workbook with one sheet; times in the portal's time zone."""
    return workbook_of([(title, rows)])


def workbook_of(sheets):
    """(title, rows) of each sheet, the first row being its header, as bytes of an Excel workbook."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        _write_sheet(book.create_sheet(_sheet_title(title)), rows)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _sheet_title(title):
    """Excel takes 31 signs, and not all."""
    return re.sub(r"[\[\]:*?/\\]", " ", title)[:31]


LONG, SHORT = Alignment(wrap_text=True, vertical="top"), Alignment(vertical="top")  # a row is read from its top


def _write_sheet(sheet, rows):
    for row in rows:
        sheet.append([_in_cell(cell) for cell in row])
    for column in sheet.columns:
        texts = [line for cell in column if cell.value is not None for line in str(cell.value).split("\n")]
        width = max(map(len, texts), default=0) + 2
        sheet.column_dimensions[column[0].column_letter].width = min(max(width, NARROWEST), WIDEST)
        column[0].font = Font(bold=True)
        for cell in column[1:]:
            if isinstance(cell.value, Decimal):
                cell.number_format = "#,##0.00"
            is_long = isinstance(cell.value, str) and (len(cell.value) > WIDEST or "\n" in cell.value)
            cell.alignment = LONG if is_long else SHORT
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _in_cell(cell):
    """Excel knows no time zones."""
    return timezone.make_naive(cell).replace(microsecond=0) if isinstance(cell, datetime) else neutral(cell)


def download(rows, kind, *, name, title):
    """The answer that hands out ``rows`` (the first is the header) as the file ``name``; ``kind`` is "csv" or "xlsx".

    Raises:
        Http404: there is no such kind of file.
    """
    if kind not in TYPES:
        raise Http404
    content = csv_file(rows) if kind == "csv" else workbook(rows, title=title)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return HttpResponse(content, content_type=TYPES[kind], headers=headers)
