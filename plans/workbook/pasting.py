"""Reading a table that was copied from a spreadsheet: rows of one sheet, separated by tabs."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import override

from core.errors import DomainError

from ..grids import COLUMNS as GRIDS
from .columns import LANGUAGES, folded, shorten
from .reading import Read
from .rows import Row
from .sheets import SHEETS, Lists

ROWS_MOST, CHARACTERS_MOST = 200, 200_000
KINDS = {"line": "lines", "indicator": "indicators", "activity": "activities", "risk": "risks"}
POINTS = re.compile(r"\d+(\.\d+)*")
FIELD = re.compile(r'(?:"((?:[^"]|"")*)"(?=[\t\n]|\Z)|([^\t\n]*))([\t\n]?)')


def read_table(text, kind, plan, *, start="", column="", under=""):
    """The rows in pasted ``text`` as ``Read``; ``kind`` is one of ``KINDS``, ``plan`` a ``PlanRows``.

    A first row that names columns is the header, in any order. Without it the columns are those of the sheet, with or
    without the number of the row before them, or those of the editor's grid from ``column`` on. Numbers, or ``start``
    (the number of the row in which the first pasted one belongs), say which rows change; the others are new. Empty rows
    change nothing, but those below them keep their distance from ``start``.
    ``under``: the number of the result whose rows alone the grid shows; there they are counted, and new ones go there.

    Raises DomainError when it is no table for this sheet, or too long.
    """
    sheet = SHEETS[KINDS[kind]]
    found = Read(lists=Lists(plan.lists.data, dict(plan.lists.numbers), dict(plan.lists.keys)))
    lines = {at: cells for at, cells in enumerate(_lines(text)) if any(cells)}
    if not lines:
        raise DomainError(_("Paste at least one row."))
    first = next(iter(lines))
    names = _header(sheet, lines[first])
    if names:
        del lines[first]
    if len(lines) > ROWS_MOST:
        sentence = _("You pasted %(n)d rows; at most %(most)d fit at a time. Use the workbook for more.")
        raise DomainError(sentence % {"n": len(lines), "most": ROWS_MOST})
    top = first + 1 if names else 0
    names = names or _columns(sheet, list(lines.values()), kind, column)
    table = _Table(sheet, plan.of(sheet.key), names, found, under=under)
    for at, cells in lines.items():
        table.take(cells, at, start, at - top)
    return found


def _lines(text):
    """All rows, empty ones too, as lists of fields without the white space around them."""
    if len(text) > CHARACTERS_MOST:
        raise DomainError(_("The text is too long. Paste fewer rows, or use the workbook."))
    text = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    rows, at = [[]], 0
    while at <= len(text):
        field = FIELD.match(text, at)
        rows[-1].append(_unquoted(field))
        if field[3] == "\n":
            rows.append([])
        at = field.end() if field[3] else len(text) + 1
    return rows


def _unquoted(field):
    """A field's text. Spreadsheets quote a cell of several lines only; other quotation marks are the writer's own."""
    quoted = field[1]
    if quoted is not None and ("\n" in quoted or "\t" in quoted):
        return quoted.replace('""', '"').strip()
    return field[0].rstrip("\t\n").strip()


def _labels(sheet):
    """{label or key, folded: column name}, in all languages."""
    found = {}
    for language in LANGUAGES:
        with override(language):
            found |= {folded(column.label): column.name for column in sheet.columns} | {folded(sheet.number): "number"}
    return found | {folded(column.name): column.name for column in sheet.columns}


def _header(sheet, cells):
    """Names of the columns when all filled cells of the first row name one, else None; "" for columns without name."""
    labels = _labels(sheet)
    names = [labels.get(folded(cell)) if cell else "" for cell in cells]
    named = [name for name in names if name]
    return names if named and None not in names and len(set(named)) == len(named) else None


def _columns(sheet, lines, kind, first):
    """Names of the columns of a table without header."""
    names, grid = [column.name for column in sheet.columns], list(GRIDS[kind][1])
    if first in grid:
        names = grid[grid.index(first) :]
    elif _is_numbered(sheet, lines):
        names = ["number", *names]
    if max(map(len, lines)) > len(names):
        facts = {"n": max(map(len, lines)), "most": len(names)}
        raise DomainError(
            _("The table has %(n)d columns; here are %(most)d. Add a first row with their names.") % facts
        )
    return names


def _is_numbered(sheet, lines):
    """Whether the first column holds numbers of rows: it holds nothing else, and the next one what comes first."""
    heads = [line[0] for line in lines]
    if not all(not head or POINTS.fullmatch(head) for head in heads):
        return False
    nexts = [line[1] if len(line) > 1 else "" for line in lines]
    return sheet.key not in ("indicators", "activities") or all(POINTS.fullmatch(one) for one in nexts)


class _Table:
    """Pasted rows of one sheet whose columns are known."""

    def __init__(self, sheet, present, names, found, *, under=""):
        self.sheet, self.names, self.found = sheet, names, found
        self.above = {"indicators": "node", "activities": "output"}.get(sheet.key)
        is_below = bool(under and self.above)
        self.parent = found.lists.key_of("results", under) if is_below else None
        if is_below and self.parent is None:
            raise DomainError(_("There is no row with the number %(number)s.") % {"number": shorten(under)})
        self.present = [row for row in present if self.parent in (None, row.values.get(self.above))]
        self.numbers = [row.number for row in self.present]
        if self.parent and not sheet.has_own_numbers:
            self.numbers = [str(place) for place in range(1, len(self.present) + 1)]

    def take(self, cells, at, start, distance):
        """Read the row that stands at ``at``, from 0, ``distance`` rows below the one that belongs in ``start``."""
        here = _("row %(n)d") % {"n": at + 1}
        written = dict(zip(self.names, cells, strict=False))
        number = written.pop("number", "")
        if number and number not in self.numbers:
            self.found.refuse(here, _("There is no row with the number %(number)s.") % {"number": shorten(number)})
            return
        row = self._target(number, at, start, distance)
        if any(one.key == row.key for one in self.found.rows):
            self.found.refuse(here, _("The number %(number)s stands here twice.") % {"number": row.number})
            return
        row.places = {
            column.name: _("row %(n)d, %(column)s") % {"n": at + 1, "column": column.label}
            for column in self.sheet.columns
        }
        for name, raw in written.items():
            if name:
                row.values[name] = self.found.take(self.sheet.column(name), raw, row.places[name], row.values[name])
        self.found.rows.append(row)

    def _target(self, number, at, start, distance):
        """The row that is changed, or a new one."""
        place = len(self.present)
        if number:
            place = self.numbers.index(number)
        elif start in self.numbers:
            place = self.numbers.index(start) + distance
        if place < len(self.present):
            row = self.present[place]
            return Row(row.sheet, row.key, row.number, dict(row.values))
        values = {column.name: column.read("", self.found.lists) for column in self.sheet.columns}
        if self.parent:
            values[self.above] = self.parent
        return Row(self.sheet.key, f"new-{self.sheet.key}-{at}", "", values)
