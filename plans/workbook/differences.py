"""Comparing what was uploaded or pasted with the plan, row by row and field by field. Pure; nothing is changed here."""

from collections import defaultdict
from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext as _

from ..forms import LineForm
from ..models import BudgetLine
from ..services import RowChange
from .checks import phases_problem, problems_of, with_defaults
from .reading import Remark
from .rows import OBJECTIVE, label_of
from .sheets import SHEETS

ADDED, CHANGED, REMOVED, CONFLICT = "added", "changed", "removed", "conflict"
ABOVE = {"results": "parent", "indicators": "node", "activities": "output", "lines": "activity"}


@dataclass(frozen=True)
class Cell:
    """A field that differs: its name and label, the old and the new value, and both in words."""

    name: str
    label: str
    new: object
    old_text: str
    new_text: str


@dataclass(frozen=True)
class RowDifference:
    """A row that differs; ``kind`` is ADDED, CHANGED, REMOVED or CONFLICT."""

    kind: str
    sheet: str
    key: str
    label: str
    cells: tuple = ()
    sentence: str = ""
    parent: str = ""

    @property
    def sheet_title(self):
        """Where the row stands."""
        return SHEETS[self.sheet].title

    def for_service(self):
        """As ``services.apply_differences`` takes it."""
        sheet = SHEETS[self.sheet]
        fields = {cell.name: sheet.column(cell.name).for_service(cell.new) for cell in self.cells}
        if part := fields.pop("part", ""):
            is_evaluation = part == LineForm.EVALUATION
            fields["category"] = BudgetLine.Category.OPERATIONAL if is_evaluation else part
            fields["is_evaluation"] = is_evaluation
        if self.kind == ADDED and self.sheet == "results":
            fields["parent"] = self.parent
        return RowChange(self.kind, self.sheet, self.key, self.label, fields)

    @classmethod
    def from_data(cls, data):
        """The row of which ``dataclasses.asdict`` made ``data``."""
        return cls(**data | {"cells": tuple(Cell(**cell) for cell in data["cells"])})


@dataclass
class Differences:
    """All that a page shows: ``rows`` to apply, ``removals`` to tick, ``conflicts``, ``problems`` and ``notes``."""

    rows: list = field(default_factory=list)
    removals: list = field(default_factory=list)
    conflicts: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    def as_data(self):
        """As plain JSON, to be signed and shown to a person, then found again by ``from_data``."""
        return [[asdict(row) for row in rows] for rows in (self.rows, self.removals, self.conflicts)]

    @classmethod
    def from_data(cls, data):
        """What ``as_data`` gave."""
        return cls(*([RowDifference.from_data(row) for row in rows] for rows in data))

    def changes(self, removals):
        """For ``services.apply_differences``: all rows, and of the removals those whose keys are ``removals``."""
        return [row.for_service() for row in (*self.rows, *(row for row in self.removals if row.key in removals))]

    @property
    def may_apply(self):
        """Whether there is something to apply, and nothing wrong."""
        return bool(self.rows or self.removals) and not self.problems

    @property
    def by_sheet(self):
        """[(title, rows)] in the order of the sheets, those with none left out."""
        groups = [(sheet.title, [row for row in self.rows if row.sheet == key]) for key, sheet in SHEETS.items()]
        return [(title, rows) for title, rows in groups if rows]


def compare(plan, read, *, is_whole=True):
    """What ``read`` (``Read``) would change in ``plan`` (``PlanRows``), as ``Differences``.

    A row is compared three ways, with the fingerprint it had when the file was written: what only the plan changed stays,
    what both changed is a conflict. ``is_whole``: rows that are missing from the file were removed in it.
    """
    comparison = _Comparison(plan, read)
    for row in read.rows:
        comparison.take(row)
    if is_whole:
        comparison.find_removed()
    return comparison.found


class _Comparison:
    """The work of ``compare``."""

    def __init__(self, plan, read):
        self.plan, self.read = plan, read
        self.found = Differences(problems=list(read.problems), notes=list(read.notes))
        self.present = {(row.sheet, row.key): row for row in plan.rows}
        self.known = {row.key for row in plan.rows} | {row.key for row in read.rows if row.is_new}

    def take(self, row):
        """Compare one row of the file."""
        with_defaults(row)
        now = self.present.get((row.sheet, row.key))
        base = self.read.base.get((row.sheet, row.key), now.fingerprint if now else None)
        if row.fingerprint == base or (now and row.values == now.values):
            return
        if sentence := self._conflict(row, now, base):
            self.found.conflicts.append(self._difference(CONFLICT, row, now, sentence))
            if row.is_new:
                self.known.discard(row.key)
        else:
            self._check(row, now.values if now else {})
            self.found.rows.append(self._difference(ADDED if row.is_new else CHANGED, row, now))

    def _conflict(self, row, now, base):
        """Why a new or changed row cannot be applied, or None."""
        if now is None and not row.is_new:
            return _("Somebody removed this row in the portal.")
        if now and now.fingerprint != base:
            return _("Somebody changed this row in the portal too.")
        above = row.values.get(ABOVE.get(row.sheet))
        if above and above not in self.known:
            return _("Somebody removed in the portal what this row belongs to.")
        return None

    def _check(self, row, old):
        """Add what is wrong with a row, unless a cell has a problem already."""
        if {problem.place for problem in self.found.problems} & set(row.places.values()):
            return
        problems = problems_of(row, self.plan)
        if row.sheet == "lines" and not problems and row.values["phases"] != old.get("phases", []):
            sentence = phases_problem(row.values, self.plan.version.duration_months)
            problems += [("phases", sentence)] if sentence else []
        self.found.problems += [Remark(row.places.get(name, row.place), str(sentence)) for name, sentence in problems]

    def _difference(self, kind, row, now, sentence=""):
        cells = []
        for column in SHEETS[row.sheet].columns:
            old, new = now.values[column.name] if now else column.empty, row.values[column.name]
            if new != old and (now or new not in (None, "", [], ())):
                texts = column.show(old, self.plan.lists) if now else "", column.show(new, self.read.lists)
                cells.append(Cell(column.name, str(column.label), new, *texts))
        parent = row.values.get("parent", "")
        return RowDifference(kind, row.sheet, row.key, label_of(now or row), tuple(cells), sentence, parent)

    def find_removed(self):
        """Rows that the file had once and has no more; what stands below a removed row goes with it and is not listed.

        A row stays when the portal changed it, or anything that would go with it.
        """
        kept = {(row.sheet, row.key) for row in self.read.rows}
        gone = {row.key for row in self.plan.rows if (row.sheet, row.key) in self.read.base.keys() - kept}
        moved = {row.key: row.values.get(ABOVE.get(row.sheet)) for row in self.read.rows}
        below = defaultdict(list)
        for row in self.plan.rows:
            below[moved.get(row.key, row.values.get(ABOVE.get(row.sheet)))].append(row)
        for row in self.plan.rows:
            if row.key not in gone:
                continue
            if row.sheet == "results" and row.number == OBJECTIVE:
                title = str(SHEETS["results"].title)
                self.found.problems.append(Remark(title, _("The objective can only be reworded.")))
            elif self._is_changed(row, gone, below):
                sentence = _("It is missing from the workbook, but somebody changed it in the portal.")
                self.found.conflicts.append(self._difference(CONFLICT, row, row, sentence))
            elif row.sheet == "lines" or row.values.get(ABOVE.get(row.sheet)) not in gone:
                self.found.removals.append(RowDifference(REMOVED, row.sheet, row.key, label_of(row)))

    def _is_changed(self, row, gone, below):
        """Whether a missing row, or one that would go with it, is new or another in the portal since the file was written."""
        if row.key not in gone or row.fingerprint != self.read.base[row.sheet, row.key]:
            return True
        return any(self._is_changed(one, gone, below) for one in below[row.key] if one.sheet != "lines")
