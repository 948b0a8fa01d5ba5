"""Reads of a plan version."""

from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import gettext as _

from .figures import BudgetTotals, budget_totals
from .models import Activity, Indicator, ResultNode


@dataclass
class Framework:
    """A version as a tree: ``objective``, ``outcomes`` with ``outputs`` with ``activity_rows``; every node ``indicator_rows``."""

    version: object
    objective: ResultNode | None = None
    outcomes: list = field(default_factory=list)
    activities: list = field(default_factory=list)
    lines: list = field(default_factory=list)
    totals: BudgetTotals = field(default_factory=BudgetTotals)

    @property
    def outputs(self):
        """All outputs in reading order."""
        return [output for outcome in self.outcomes for output in outcome.outputs]

    @property
    def nodes(self):
        """Objective, outcomes and outputs in reading order."""
        found = [self.objective] if self.objective else []
        for outcome in self.outcomes:
            found += [outcome, *outcome.outputs]
        return found

    @property
    def indicators(self):
        """All indicators in reading order."""
        return [indicator for node in self.nodes for indicator in node.indicator_rows]


def framework(version):
    """The whole version in four queries, whatever its size."""
    nodes = list(ResultNode.objects.filter(version=version).order_by("position", "pk"))
    indicators = _grouped(Indicator.objects.filter(node__version=version).order_by("node", "position", "pk"), "node_id")
    activities = _grouped(
        Activity.objects.filter(output__version=version).order_by("output", "position", "pk"), "output_id"
    )
    children = _grouped(sorted(nodes, key=lambda node: (node.parent_id or 0, node.position, node.pk)), "parent_id")
    for node in nodes:
        node.indicator_rows = indicators.get(node.pk, [])
        node.activity_rows = activities.get(node.pk, [])
        node.outputs = children.get(node.pk, [])
    objective = next((node for node in nodes if node.level == ResultNode.Level.OBJECTIVE), None)
    tree = Framework(version, objective, children.get(objective.pk, []) if objective else [])
    tree.activities = [activity for output in tree.outputs for activity in output.activity_rows]
    tree.lines = list(version.lines.select_related("activity").order_by("position", "pk"))
    tree.totals = budget_totals(tree.lines)
    return tree


def _grouped(rows, attribute):
    return {key: list(group) for key, group in groupby(rows, key=lambda row: getattr(row, attribute))}


def missing_parts(tree):
    """Translated sentences for what a results framework still lacks (domain brief 3c); empty when it is complete."""
    if not tree.objective or not tree.objective.statement:
        return [_("Write the objective.")]
    missing = []
    if not tree.outcomes:
        missing.append(_("Add at least one outcome."))
    for outcome in tree.outcomes:
        if not outcome.outputs:
            missing.append(_("Outcome %(code)s needs at least one output.") % {"code": outcome.code})
        for output in outcome.outputs:
            if not output.activity_rows:
                missing.append(_("Output %(code)s needs at least one activity.") % {"code": output.code})
    for node in tree.nodes:
        if node is not tree.objective and not node.indicator_rows:
            missing.append(_("%(result)s needs at least one indicator.") % {"result": node})
    return missing
