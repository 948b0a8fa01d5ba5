"""Rows of a plan as plain values: those of a version, and how they are told apart."""

import hashlib
import json
from dataclasses import dataclass, field

from ..models import ResultNode
from ..selectors import whole
from .sheets import SHEETS, Lists

OBJECTIVE = "0"  # the objective has no number of its own
LEVELS = ResultNode.Level


@dataclass
class Row:
    """A row of a sheet. ``key``: its lineage, or "new-…"; ``number``: what people call it; ``places``: column → address."""

    sheet: str
    key: str
    number: str
    values: dict
    places: dict = field(default_factory=dict)

    @property
    def is_new(self):
        """Whether the plan does not have it yet."""
        return self.key.startswith("new-")

    @property
    def fingerprint(self):
        """16 hex digits of the values: two states of a row differ when these do."""
        text = json.dumps(self.values, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @property
    def place(self):
        """The address of its first cell."""
        return next(iter(self.places.values()), "")


@dataclass
class PlanRows:
    """All rows of a version, in reading order, with the lists that their cells use."""

    version: object
    tree: object
    rows: list
    lists: Lists

    def of(self, sheet):
        """The rows of one sheet."""
        return [row for row in self.rows if row.sheet == sheet]


def rows_of(version):
    """The rows of ``version`` as plain values. Constant number of queries."""
    tree, lists = whole(version), Lists.load()
    nodes = [(node, node.code or OBJECTIVE) for node in tree.nodes]
    lineages = {node.pk: str(node.lineage) for node in tree.nodes}
    for node, number in nodes:
        lists.know("results", str(node.lineage), number)
    for activity in tree.activities:
        lists.know("activities", str(activity.lineage), activity.code)
    _link(tree)
    rows = []
    for node, number in nodes:
        row = _row("results", node, number)
        row.values["parent"] = lineages.get(node.parent_id, "")
        rows.append(row)
    rows += [_row("indicators", one, str(number)) for number, one in enumerate(tree.indicators, 1)]
    rows += [_row("activities", one, one.code) for one in tree.activities]
    rows += [_row("lines", one, str(number)) for number, one in enumerate(tree.lines, 1)]
    rows += [_row("risks", one, str(number)) for number, one in enumerate(tree.risks, 1)]
    return PlanRows(version, tree, rows, lists)


def _link(tree):
    """Let rows find their results without asking the database for each."""
    for node in tree.nodes:
        for indicator in node.indicator_rows:
            indicator.node = node
        for activity in node.activity_rows:
            activity.output = node


def _row(sheet, found, number):
    values = {column.name: column.of(found) for column in SHEETS[sheet].columns}
    return Row(sheet, str(found.lineage), number, values)


def level_of(number):
    """The level of the result with a number."""
    if number == OBJECTIVE:
        return LEVELS.OBJECTIVE
    return LEVELS.OUTPUT if "." in number else LEVELS.OUTCOME


def label_of(row):
    """What people call a row."""
    if row.sheet == "results":
        level = level_of(row.number)
        return str(level.label) if level == LEVELS.OBJECTIVE else f"{level.label} {row.number}"
    words = row.values.get("description" if row.sheet in ("lines", "risks") else "title") or row.place
    return f"{row.number} {words}".strip()
