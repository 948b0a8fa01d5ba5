"""The catalogue as CSV: one header row of names that never change, then one row a project."""

import csv
import io
from functools import lru_cache

from core.spreadsheets import neutral

from .columns import CODES, COLUMNS, FLAG, MOMENT, NAMES, NAMES_OF_COLUMNS
from .facts import Reader, moment

MARK = "\ufeff"  # by which Excel knows UTF-8
BETWEEN = "; "
FLAGS = {True: "true", False: "false"}


def pieces(selection, _about):
    """The file in pieces of text, each of some thousand rows."""
    reader, file = Reader(), io.StringIO()
    writer = csv.writer(file)
    file.write(MARK)
    writer.writerow(NAMES_OF_COLUMNS)
    for rows in selection.rows(reader.fields):
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


@lru_cache(maxsize=4096)  # few lists and names, many rows
def _joined(texts):
    return neutral(BETWEEN.join(texts))


def _writer(column):
    """How a column's facts become text; None where the csv module does the same."""
    special = {MOMENT: moment, FLAG: FLAGS.__getitem__, CODES: _joined, NAMES: _joined}
    if column.kind in special:
        return special[column.kind]
    if column.name in OURS:
        return None
    return _neutral_name if column.name in FEW else neutral if column.kind.is_free else None


_neutral_name = lru_cache(maxsize=4096)(neutral)
# code of ours writes these, or a check of the database holds them to a few words
OURS = {"title_language", "summary_language", "status", "status_name", "coverage", "coverage_name", "url"}
FEW = {"region_code", "region_name", "theme_code", "theme_name", "licence"}
WRITERS = [(place, write) for place, column in enumerate(COLUMNS) if (write := _writer(column))]
