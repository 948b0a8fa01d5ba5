"""What a document says, as plain data in the words of the active language; nothing of how it is drawn."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True)
class Line:
    """A line of a cell. ``is_written``: people wrote it, in the document's second language; ``tone``: "strong", "soft"."""

    text: str
    is_written: bool = False
    tone: str = ""


def written(text, tone=""):
    """A line that people wrote."""
    return Line(text, is_written=True, tone=tone)


@dataclass(frozen=True)
class Cell:
    """Lines, one under the other, without empty ones; ``value`` is what a spreadsheet adds up; ``rows`` it spans."""

    lines: tuple = ()
    value: Decimal | int | None = None
    rows: int = 1

    @classmethod
    def of(cls, *lines, rows=1):
        """A cell of lines and plain texts; empty ones are left out."""
        found = [line if isinstance(line, Line) else Line(line) for line in lines]
        return cls(tuple(line for line in found if line.text), rows=rows)

    @property
    def text(self):
        """All lines as one text."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True)
class Column:
    """The head of a column and its share of the width."""

    label: str
    width: int = 1
    is_number: bool = False


@dataclass(frozen=True)
class Row:
    """Cells from left to right; None where a cell from above spans. The first cell names the row."""

    cells: tuple
    is_total: bool = False


@dataclass(frozen=True)
class Table:
    """``name`` says what it holds to those who cannot see it and names the sheet of a workbook."""

    name: str
    columns: tuple
    rows: tuple

    def laid_out(self):
        """(row, [(number of the column, column, cell)]) with the cells that begin in each row."""
        for row in self.rows:
            cells = enumerate(zip(self.columns, row.cells, strict=True))
            yield row, [(place, column, cell) for place, (column, cell) in cells if cell is not None]


@dataclass(frozen=True)
class Picture:
    """An SVG drawing, its texts escaped already (a rendered template), and the same in words."""

    svg: str
    words: str


@dataclass(frozen=True)
class Part:
    """A heading with sentences, pictures and a table; ``empty`` is said in place of a table without rows."""

    title: str
    table: Table
    note: str = ""
    lines: tuple = ()
    pictures: tuple = ()
    empty: str = ""


@dataclass(frozen=True)
class Document:
    """``language`` is that of labels, ``written_in`` that of what people wrote; ``mark`` ("Draft") stands on every page.

    ``facts`` are (label, text); ``stamp`` the time that files carry, so that the same content gives the same file.
    ``is_across``: whether pages are wider than high, as tables with many columns want them.
    """

    title: str
    subject: str
    language: str
    written_in: str
    facts: tuple
    parts: tuple
    stamp: datetime
    footer: str
    mark: str = ""
    is_across: bool = True
