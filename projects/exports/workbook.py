"""The catalogue as an Excel workbook: the projects, what each column means, and where it all comes from."""

import tempfile

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from core.spreadsheets import neutral

from .columns import COLUMNS, NAMES_OF_COLUMNS
from .facts import Reader, licence_sentence, moment
from .table import BETWEEN

WIDTHS = {
    "title": 60,
    "summary": 60,
    "country_names": 30,
    "theme_name": 30,
    "url": 40,
    "source_url": 40,
    "counterpart": 30,
}
IN_MEMORY = 2**21  # bytes; what is larger waits on the disk


def file(selection, about):
    """An open file with the workbook; the rows are written as they are read."""
    book = Workbook(write_only=True)
    _write_projects(book.create_sheet(_("Projects")), selection)
    _write_sheet(book.create_sheet(_("Data dictionary")), _dictionary(), (26, 30, 24, 90))
    _write_sheet(book.create_sheet(_("About this file")), _about(selection, about), (26, 100))
    target = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 – the answer closes it when it is sent
    book.save(target)
    target.seek(0)
    return target


def _write_projects(sheet, selection):
    for place, name in enumerate(NAMES_OF_COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS.get(name, max(12, len(name) + 2))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(NAMES_OF_COLUMNS))}{selection.count + 1}"
    sheet.append(_bold(sheet, NAMES_OF_COLUMNS))
    reader = Reader()
    for rows in selection.rows(reader.fields):
        for row in rows:
            sheet.append([_cell(fact) for fact in reader.of(row)])


def _cell(fact):
    """Numbers, days and flags stay what they are; times are text, since Excel knows no time zones."""
    if isinstance(fact, str):
        return neutral(fact)
    if isinstance(fact, tuple):
        return neutral(BETWEEN.join(fact))
    return moment(fact) if hasattr(fact, "tzinfo") else fact


def _write_sheet(sheet, rows, widths):
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    first, *rest = rows
    sheet.append(_bold(sheet, first))
    for row in rest:
        sheet.append([neutral(str(cell)) for cell in row])


def _bold(sheet, texts):
    cells = [WriteOnlyCell(sheet, value=str(text)) for text in texts]
    for cell in cells:
        cell.font = Font(bold=True)
    return cells


def _dictionary():
    yield _("Column"), _("Label"), _("Values"), _("Meaning")
    for column in COLUMNS:
        yield column.name, column.label, column.kind.label, column.description


def _about(selection, about):
    yield _("IOM Development Fund"), _("Public catalogue of projects")
    yield _("Written"), moment(about.generated_at)
    yield _("Projects"), selection.count
    yield from about.chips
    yield _("The same list"), about.page_url
    yield _("Licence"), licence_sentence()
