"""The catalogue as CSV: one header row of names that never change, then one row a project."""

import csv
import io

from core.spreadsheets import neutral

from .columns import COLUMNS, FLAG, MOMENT, NAMES_OF_COLUMNS
from .facts import FIELDS, Reader, moment

MARK = "\ufeff"  # by which Excel knows UTF-8
BETWEEN = "; "


def pieces(selection, _about):
    """The file in pieces of text, each of some thousand rows."""
    reader, file = Reader(), io.StringIO()
    writer = csv.writer(file)
    file.write(MARK)
    writer.writerow(NAMES_OF_COLUMNS)
    for rows in selection.rows(FIELDS):
        writer.writerows(map(in_text, map(reader.of, rows)))
        yield file.getvalue()
        file.seek(0)
        file.truncate()
    yield file.getvalue()


def in_text(facts):
    """Facts as cells: lists joined, times in UTC, and no text that a spreadsheet would take for a formula."""
    cells = list(facts)
    for place, write in WRITERS:
        if cells[place] is not None:
            cells[place] = write(cells[place])
    return cells


def _joined(texts):
    return neutral(BETWEEN.join(texts))


def _flag(value):
    return "true" if value else "false"


def _writer(column):
    special = {MOMENT: moment, FLAG: _flag}
    if column.kind in special:
        return special[column.kind]
    if column.kind.name in {"codes", "names"}:
        return _joined
    return neutral if column.kind.is_free else None


WRITERS = [(place, write) for place, column in enumerate(COLUMNS) if (write := _writer(column))]
