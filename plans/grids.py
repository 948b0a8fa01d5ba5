"""The grids of the editors: which fields of a row stand in columns, and their rows as HTML.

A grid shows some of a form's fields; the form itself, with all of them, is a page of its own for each row. A budget of 120 lines
has over a thousand cells, so a row's template is rendered once for each kind, with marks where the values of a row go; the
rows are that text with their marks filled. Form widgets, or the template once for each row, take five times as long.
"""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import mark_safe

from core.numbers import write_money, write_number

from . import forms
from .models import Activity, BudgetLine, Indicator, Risk

TEXT, NUMBER, CHOICE, ACTIVITY = "text", "number", "choice", "activity"
MARK = re.compile("⟦([a-z_]+)⟧")


@dataclass(frozen=True)
class Column:
    """A field of the form: ``kind`` says how it is typed, ``width`` how much room it gets."""

    name: str
    label: str
    kind: str
    width: str
    choices: tuple = ()

    @property
    def mark(self):
        """What stands for the value of a row, or for the options of its list."""
        return f"⟦column_{self.name}⟧"

    @cached_property
    def options(self):
        """{value: the options of the list with that one selected}"""
        return {chosen: _options(self.choices, chosen) for chosen, _label in self.choices}


@dataclass(frozen=True)
class Grid:
    """A table of one ``kind`` of rows under one ``parent`` (a node, or None for the version); ``rows`` are HTML."""

    kind: str
    caption: str
    columns: list
    parent: object = None
    activities: list = field(default_factory=list)
    rows: str = ""

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


class Grids:
    """Makes the grids of one page of ``version``; ``patterns`` holds what was rendered once for each kind of row."""

    def __init__(self, request, version):
        self.version, self.token, self.patterns, self.columns = version, get_token(request), {}, {}

    def grid(self, kind, rows, *, caption, parent=None, activities=()):
        """The grid of ``rows`` (of the model, in their order) and an empty one; ``activities`` are offered for budget lines."""
        columns = self.columns.setdefault(kind, _columns(kind))
        grid = Grid(kind, caption, columns, parent, [(str(one.pk), str(one)) for one in activities])
        written = [self._row(grid, row) for row in rows] + [self._empty_row(grid)]
        return replace(grid, rows=mark_safe("".join(written)))  # noqa: S308 – each value was escaped where its mark was filled

    def _row(self, grid, row):
        facts = {
            "id": f"{grid.kind}-{row.pk}",
            "address": self._address("change", grid.kind, row_pk=row.pk),
            "lineage": row.lineage,
            "number": getattr(row, "code", "") or row.position,
            "name": row,
            "revision": row.revision,
            "amount": write_money(row.amount) if grid.has_amounts else "",
        }
        return self._filled(grid, row, facts)

    def _empty_row(self, grid):
        under = {"parent_pk": grid.parent.pk} if grid.parent else {}
        place = f"{grid.kind}-new-{grid.parent.pk}" if grid.parent else f"{grid.kind}-new"
        address = self._address("add_below" if under else "add", grid.kind, **under)
        return self._filled(grid, EMPTY[grid.kind], {"id": place, "address": address})

    def _filled(self, grid, row, facts):
        """The pattern of the row with its marks filled, and what was filled in escaped."""
        values = facts | {"grid": grid.id, "token": self.token}
        values |= {f"column_{column.name}": _shown(column, row, grid) for column in grid.columns}
        return MARK.sub(lambda mark: conditional_escape(values[mark[1]]), self._pattern(grid, is_new=row.pk is None))

    def _pattern(self, grid, *, is_new):
        key = grid.kind, is_new
        if key not in self.patterns:
            self.patterns[key] = render_to_string("plans/_grid_row.html", {"grid": grid, "is_new": is_new})
        return self.patterns[key]

    def _address(self, name, kind, **place):
        return reverse(f"plans:{name}", kwargs={"pk": self.version.pk, "kind": kind, **place})


def _columns(kind):
    form, columns = COLUMNS.get(kind, (None, {}))
    found = []
    for name, (typed, width) in columns.items():
        one = form.base_fields[name]
        choices = tuple((str(value), str(label)) for value, label in one.choices) if typed == CHOICE else ()
        found.append(Column(name, str(one.label), typed, width, choices))
    return found


def _shown(column, row, grid):
    """What fills the mark of a column: the value as typed, or the options of a list."""
    if column.kind == CHOICE:
        return column.options.get(_value(column, row)) or _options(column.choices)
    if column.kind == ACTIVITY:  # only the empty row holds the list: it is long, and static/js/grid.js hands it on
        chosen = [(str(row.activity_id), str(row.activity))] if row.activity_id else []
        return _options([("", "–"), *(chosen if row.pk else grid.activities)], str(row.activity_id or ""))
    return _value(column, row)


def _options(choices, chosen=None):
    rows = ((value, mark_safe(" selected") if value == chosen else "", label) for value, label in choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)


def _value(column, row):
    """What is typed in a cell, in the reader's notation."""
    if column.name == "part":
        return forms.LineForm.part_of(row)
    value = getattr(row, column.name)
    if isinstance(value, Decimal):
        return write_number(value, places=2 if column.name == "unit_cost" else None)
    return "" if value is None else str(value)


def numbers_of(kind, row):
    """{column: number as written}, for a grid to show how it was understood; empty for rows that stand in no grid."""
    return {column.name: _value(column, row) for column in _columns(kind) if column.kind == NUMBER}
