"""Copies of rows: of a whole version for its amendment, of a part for the person who duplicates it."""

import uuid

from ..models import (
    Activity,
    BudgetLine,
    CrossCutting,
    Indicator,
    Milestone,
    PhaseAmount,
    ResultNode,
    Risk,
    SplitTarget,
)

LEVELS = (ResultNode.Level.OBJECTIVE, ResultNode.Level.OUTCOME, ResultNode.Level.OUTPUT)
BELOW_INDICATOR = (Milestone, SplitTarget, Indicator.axes.through, Indicator.goals.through)


def copied(row, *, fresh, **changes):
    """An unsaved copy of ``row`` with ``changes``; ``fresh``: another thing from now on, with a lineage of its own."""
    values = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    if "lineage" in values:
        values |= {"revision": 1} | ({"lineage": uuid.uuid4()} if fresh else {})
    return type(row)(**values | changes)


def copy_rows(rows, *, fresh, **parents):
    """Copies of ``rows`` in the database: {key of the original: copy}.

    ``parents`` says how each copy hangs: field name → a value for all, or a dict {key of the old parent: new key}.
    """
    copies = {}
    for row in rows:
        changes = {
            name: value.get(getattr(row, name), getattr(row, name)) if isinstance(value, dict) else value
            for name, value in parents.items()
        }
        copies[row.pk] = copied(row, fresh=fresh, **changes)
    if copies:
        type(rows[0]).objects.bulk_create(copies.values())
    return copies


def keys(copies):
    """{key of the original: key of the copy}"""
    return {old: copy.pk for old, copy in copies.items()}


def copy_nodes(nodes, *, fresh, **parents):
    """Copy ``nodes`` (of any levels) with indicators and activities; returns (nodes, activities) as ``copy_rows`` does."""
    copies, of_parent = {}, {}
    for level in LEVELS:
        rows = [node for node in nodes if node.level == level]
        made = copy_rows(rows, fresh=fresh, parent_id=of_parent, **parents)
        copies |= made
        of_parent |= keys(made)
    copy_indicators(Indicator.objects.filter(node__in=copies), fresh=fresh, node_id=keys(copies))
    activities = Activity.objects.filter(output__in=copies).order_by("pk")
    return copies, copy_rows(list(activities), fresh=fresh, output_id=keys(copies))


def copy_indicators(indicators, *, fresh, **parents):
    """Copy ``indicators`` with milestones, splits and tags; returns them as ``copy_rows`` does."""
    copies = copy_rows(list(indicators.order_by("pk")), fresh=fresh, **parents)
    for model in BELOW_INDICATOR:
        copy_rows(list(model.objects.filter(indicator__in=copies)), fresh=fresh, indicator_id=keys(copies))
    return copies


def copy_lines(lines, *, fresh, **parents):
    """Copy budget ``lines`` with their typed half-years; returns them as ``copy_rows`` does."""
    copies = copy_rows(list(lines.order_by("pk")), fresh=fresh, **parents)
    copy_rows(list(PhaseAmount.objects.filter(line__in=copies)), fresh=fresh, line_id=keys(copies))
    return copies


def copy_version(source, target, *, fresh):
    """Fill the empty version ``target`` with all rows of ``source``; under the same lineages unless ``fresh``."""
    nodes = list(ResultNode.objects.filter(version=source).order_by("pk"))
    _nodes, activities = copy_nodes(nodes, fresh=fresh, version_id=target.pk)
    lines = BudgetLine.objects.filter(version=source)
    copy_lines(lines, fresh=fresh, version_id=target.pk, activity_id=keys(activities))
    for model in (Risk, CrossCutting):
        copy_rows(list(model.objects.filter(version=source).order_by("pk")), fresh=fresh, version_id=target.pk)
