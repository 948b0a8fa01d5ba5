"""The grids of the editors: which fields of a row stand in columns, and their cells as plain data for the templates.

A grid shows some of a form's fields; the form itself, with all of them, is a page of its own for each row. Cells are written
here and not by form widgets, because a budget of 120 lines has over a thousand of them.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from core.numbers import write_number

from . import forms
from .models import Activity, BudgetLine, Indicator, Risk

TEXT, NUMBER, CHOICE, ACTIVITY = "text", "number", "choice", "activity"


@dataclass(frozen=True)
class Column:
    """A field of the form: ``kind`` says how it is typed, ``width`` how much room it gets."""

    name: str
    label: str
    kind: str
    width: str
    choices: tuple = ()


@dataclass(frozen=True)
class Cell:
    """What stands in a column of a row; ``text`` is what a choice shows when its list is not repeated."""

    column: Column
    value: str
    text: str = ""


@dataclass(frozen=True)
class Row:
    """A row of the grid. ``row`` is the model's, None for the empty row at the end; ``id`` is that of its form."""

    id: str
    row: object
    cells: list


@dataclass(frozen=True)
class Grid:
    """A table of rows of one ``kind`` under one ``parent`` (a node, or None for the version)."""

    kind: str
    caption: str
    columns: list
    rows: list
    empty: Row
    parent: object = None
    activities: list = field(default_factory=list)

    @property
    def id(self):
        """The id of the table."""
        return f"grid-{self.kind}-{self.parent.pk}" if self.parent else f"grid-{self.kind}"

    @property
    def has_amounts(self):
        """Whether each row ends with a computed amount."""
        return self.kind == "line"


COLUMNS = {
    "line": (
        forms.LineForm,
        {
            "part": (CHOICE, "medium"),
            "activity": (ACTIVITY, "medium"),
            "description": (TEXT, "wide"),
            "unit": (TEXT, "narrow"),
            "quantity": (NUMBER, "narrow"),
            "periods": (NUMBER, "narrow"),
            "unit_cost": (NUMBER, "figure"),
            "share_percent": (NUMBER, "narrow"),
            "calculation_note": (TEXT, "wide"),
        },
    ),
    "indicator": (
        forms.IndicatorForm,
        {
            "title": (TEXT, "wide"),
            "kind": (CHOICE, "medium"),
            "unit": (TEXT, "narrow"),
            "baseline_state": (CHOICE, "medium"),
            "baseline_value": (NUMBER, "narrow"),
            "baseline_year": (NUMBER, "narrow"),
            "target_value": (NUMBER, "narrow"),
            "source_and_method": (TEXT, "wide"),
        },
    ),
    "activity": (
        forms.ActivityForm,
        {
            "title": (TEXT, "wide"),
            "responsible_party": (TEXT, "medium"),
            "start_month": (NUMBER, "narrow"),
            "end_month": (NUMBER, "narrow"),
            "milestone": (TEXT, "medium"),
            "milestone_month": (NUMBER, "narrow"),
        },
    ),
    "risk": (
        forms.RiskForm,
        {
            "description": (TEXT, "wide"),
            "cause": (TEXT, "medium"),
            "likelihood": (NUMBER, "narrow"),
            "impact": (NUMBER, "narrow"),
            "response": (TEXT, "wide"),
            "owner": (TEXT, "medium"),
        },
    ),
}
EMPTY = {
    "line": BudgetLine(category=BudgetLine.Category.OPERATIONAL),
    "indicator": Indicator(),
    "activity": Activity(),
    "risk": Risk(),
}


def grid_of(kind, rows, *, caption, parent=None, activities=()):
    """The grid of ``rows`` (model rows in their order); ``activities`` are offered in the column of that name."""
    columns = _columns(kind)
    shown = [Row(f"{kind}-{row.pk}", row, _cells(columns, row)) for row in rows]
    place = f"{kind}-new-{parent.pk}" if parent else f"{kind}-new"
    empty = Row(place, None, _cells(columns, EMPTY[kind]))
    return Grid(kind, caption, columns, shown, empty, parent, [(one.pk, str(one)) for one in activities])


def _columns(kind):
    form, columns = COLUMNS.get(kind, (None, {}))
    found = []
    for name, (typed, width) in columns.items():
        one = form.base_fields[name]
        choices = tuple((str(value), str(label)) for value, label in one.choices) if typed == CHOICE else ()
        found.append(Column(name, str(one.label), typed, width, choices))
    return found


def _cells(columns, row):
    return [Cell(column, *_value(column, row)) for column in columns]


def _value(column, row):
    """What is typed in a cell, in the reader's notation, and for an activity its words."""
    if column.kind == ACTIVITY:
        return (str(row.activity_id), str(row.activity)) if row.activity_id else ("", "")
    if column.name == "part":
        return (forms.LineForm.part_of(row),)
    value = getattr(row, column.name)
    if isinstance(value, Decimal):
        return (write_number(value, places=2 if column.name == "unit_cost" else None),)
    return ("" if value is None else str(value),)


def numbers_of(kind, row):
    """{column: number as written}, for a grid to show how it was understood; empty for rows that stand in no grid."""
    return {cell.column.name: cell.value for cell in _cells(_columns(kind), row) if cell.column.kind == NUMBER}
