"""Two versions beside each other: each row with what happened to it, the sums, the duration."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ..models import BudgetLine, CrossCutting, ResultNode
from . import rows
from .fields import FIELDS, NUMBER, Change, changes_of, number_change

ZERO = Decimal("0.00")
ADDED, REMOVED, CHANGED, MOVED, RENUMBERED = "added", "removed", "changed", "moved", "renumbered"


@dataclass(frozen=True)
class RowChange:
    """One row of either version: what it was, what it is, and its changed fields (all fields of a new or removed row)."""

    old: rows.Row | None
    new: rows.Row | None
    changes: tuple = ()
    is_moved: bool = False
    old_place: str = ""
    new_place: str = ""

    @property
    def row(self):
        """The row as it is; as it was when it is removed."""
        return self.new or self.old

    @property
    def states(self):
        """All that happened to it, in order of weight; empty for a row that is as it was."""
        if self.old is None or self.new is None:
            return (REMOVED,) if self.new is None else (ADDED,)
        found = (CHANGED,) if self.changes else ()
        if self.is_moved:
            return (*found, MOVED)
        return (*found, RENUMBERED) if self.old.number != self.new.number else found

    @property
    def title(self):
        """Its words for people: statement or title; the theme's name of a concern."""
        return str(CrossCutting.Theme(self.row.title).label) if self.row.kind == rows.MARKER else self.row.title

    @property
    def name(self):
        """What kind of row it is, with its number: "Output 1.1", "Budget line 3", "Indicator"."""
        row = self.row
        kind = ResultNode.Level(row.level).label if row.level else capfirst(str(FIELDS[row.kind][0]._meta.verbose_name))
        return f"{kind} {row.number}".strip()

    @property
    def place(self):
        """Which result an indicator measures: it has no number of its own."""
        return (self.new_place or self.old_place) if self.row.kind == rows.INDICATOR else ""

    @property
    def shows_title(self):
        """Whether the title is to be said: not when it stands among the changes."""
        return not any(change.name in {"statement", "title", "description"} for change in self.changes)


@dataclass(frozen=True)
class Sum:
    """One sum of the budget in both versions, in USD."""

    label: str
    old: Decimal
    new: Decimal

    @property
    def difference(self):
        """New minus old."""
        return self.new - self.old

    @property
    def share(self):
        """The difference as a share of the old sum; None where that was zero."""
        return self.difference / self.old if self.old else None


@dataclass(frozen=True)
class Comparison:
    """What leads from one version to another. ``risks`` and ``markers`` are empty where one version is older than they."""

    results: tuple
    lines: tuple
    risks: tuple
    markers: tuple
    sums: tuple
    duration: Change | None = None
    old_duration: int | None = None
    new_duration: int | None = None

    @property
    def rows(self):
        """All rows of all parts."""
        return (*self.results, *self.lines, *self.risks, *self.markers)

    @property
    def total(self):
        """The grand total of the budget."""
        return self.sums[-1]

    def __bool__(self):
        return self.duration is not None or any(row.states for row in self.rows)


def compare(old, new, names=None):
    """The Comparison of two versions given as ``plans.snapshot.as_data``; rows are joined by lineage.

    Data stored before a field or a part existed are silent about it, which is no change. ``names``: words for the codes
    of axes, parts, goals and scales ({"sex.women": "women"}); a code without words stands for itself.
    """
    names = names or {}
    lines = [rows.lines_of(data) for data in (old, new)]
    months = [data.get("duration_months") for data in (old, new)]
    return Comparison(
        results=_changed(rows.results_of(old), rows.results_of(new), names),
        lines=_changed(*lines, names),
        risks=_changed(rows.risks_of(old), rows.risks_of(new), names),
        markers=_changed(rows.markers_of(old), rows.markers_of(new), names),
        sums=_sums(*lines),
        duration=number_change("duration_months", _("Duration in months"), NUMBER, *months),
        old_duration=months[0],
        new_duration=months[1],
    )


def _changed(old, new, names):
    if old is None or new is None:
        return ()
    elsewhere = rows.moved(old, new)
    old_places, new_places = _places(old), _places(new)
    return tuple(
        RowChange(
            before,
            after,
            tuple(changes_of((after or before).kind, before and before.data, after and after.data, names)),
            is_moved=(after or before).key in elsewhere,
            old_place=old_places.get(before.parent, "") if before else "",
            new_place=new_places.get(after.parent, "") if after else "",
        )
        for before, after in rows.joined(old, new)
    )


def _places(found):
    """{lineage of a result: its name, as "Output 1.1"}"""
    return {
        row.lineage: f"{ResultNode.Level(row.level).label} {row.number}".strip()
        for row in found
        if row.kind == rows.RESULT
    }


def _sums(old, new):
    def total(found, fits):
        return sum((Decimal(row.data["amount"]) for row in found if fits(row.data)), ZERO)

    parts = [
        (str(label), lambda line, code=code: line["category"] == code) for code, label in BudgetLine.Category.choices
    ]
    parts.append((_("of which evaluation"), lambda line: line["is_evaluation"]))
    parts.append((_("Total"), bool))
    return tuple(Sum(label, total(old, fits), total(new, fits)) for label, fits in parts)
