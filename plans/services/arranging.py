"""Placing rows: numbers, order, duplicates, removal and its undoing."""

from django.core import serializers
from django.db import transaction
from django.db.models import F, ProtectedError
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import DomainError

from ..models import Activity, BudgetLine, Indicator, Removal, ResultNode
from ..selectors import framework, siblings_of, version_of
from .copying import copied, copy_indicators, copy_lines, copy_nodes
from .versions import open_for_editing

MOVED = audit.action("plan.row_moved", _("moved a row"))
DUPLICATED = audit.action("plan.row_duplicated", _("duplicated a row"))
REMOVED = audit.action("plan.row_removed", _("removed a row"))
RESTORED = audit.action("plan.row_restored", _("brought back a removed row"))

PARENTS = {ResultNode: "parent", Indicator: "node", Activity: "output", BudgetLine: "activity"}


@transaction.atomic
def move(row, *, by, step):
    """Move a row ``step`` places down (above zero) or up among its siblings, as far as there is room."""
    version = open_for_editing(version_of(row), by)
    rows = list(siblings_of(row))
    at = rows.index(row)
    rows.insert(max(at + step, 0), rows.pop(at))
    for position, sibling in enumerate(rows, 1):
        if sibling.position != position:
            type(row).objects.filter(pk=sibling.pk).update(position=position)
    renumber(version)
    audit.record(MOVED, version, by=by, row=str(row)[:200])


@transaction.atomic
def duplicate(row, *, by):
    """Put a copy of ``row`` after it, with all that hangs below but the budget lines; it has a lineage of its own."""
    version = open_for_editing(version_of(row), by)
    _refuse_objective(row)
    siblings_of(row).filter(position__gt=row.position).update(position=F("position") + 1)
    model, place = type(row), {"position": row.position + 1}
    if model is ResultNode:
        copies, _activities = copy_nodes([row, *row.children.all()], fresh=True)
        copy = copies[row.pk]
        ResultNode.objects.filter(pk=copy.pk).update(**place)
    elif model is Indicator:
        copy = copy_indicators(Indicator.objects.filter(pk=row.pk), fresh=True, **place)[row.pk]
    elif model is BudgetLine:
        copy = copy_lines(BudgetLine.objects.filter(pk=row.pk), fresh=True, **place)[row.pk]
    else:
        copy = copied(row, fresh=True, **place)
        copy.save()
    renumber(version)
    copy.refresh_from_db()
    audit.record(DUPLICATED, version, by=by, row=str(row)[:200])
    return copy


def _refuse_objective(row):
    if isinstance(row, ResultNode) and row.level == ResultNode.Level.OBJECTIVE:
        raise DomainError(_("The objective can only be reworded."))


@transaction.atomic
def remove(row, *, by):
    """Remove a row with all below it, and close the gap in the numbers. Returns the ``Removal`` that can be undone.

    Raises DomainError for the objective, and while budget lines follow an activity that would go.
    """
    version = open_for_editing(version_of(row), by)
    _refuse_objective(row)
    row.refresh_from_db()  # its place may have changed since it was read
    rows, label = serializers.serialize("json", _with_all_below(row)), str(row)[:200]
    try:
        row.delete()
    except ProtectedError as error:
        raise DomainError(_("Budget lines follow these activities. Move or remove them first.")) from error
    renumber(version)
    audit.record(REMOVED, version, by=by, row=label)
    return Removal.objects.create(version=version, label=label, rows=rows, removed_by=by)


def _with_all_below(row):
    """``row`` and what would go with it, parents first."""
    if isinstance(row, BudgetLine):
        return [row, *row.phase_amounts.all()]
    nodes = [row, *row.children.all()] if isinstance(row, ResultNode) else []
    indicators = [row] if isinstance(row, Indicator) else list(Indicator.objects.filter(node__in=nodes))
    below = [part for indicator in indicators for part in (*indicator.milestones.all(), *indicator.split_targets.all())]
    activities = Activity.objects.filter(output__in=nodes)
    return [*nodes, *indicators, *below, *activities] if nodes or indicators else [row]


@transaction.atomic
def restore(removal, *, by):
    """Bring removed rows back to their place. Raises DomainError when what they stood under is gone."""
    version = open_for_editing(removal.version, by)
    rows = [found.object for found in serializers.deserialize("json", removal.rows)]
    first = rows[0]
    parent = PARENTS.get(type(first))
    key = getattr(first, f"{parent}_id") if parent else None
    if key is not None and not type(first)._meta.get_field(parent).related_model.objects.filter(pk=key).exists():
        raise DomainError(_("What it stood under is removed too. Bring that back first."))
    siblings_of(first).filter(position__gte=first.position).update(position=F("position") + 1)
    for found in serializers.deserialize("json", removal.rows):
        found.save()
    removal.delete()
    renumber(version)
    audit.record(RESTORED, version, by=by, row=removal.label)
    return first


def renumber(version):
    """Set the codes 1, 1.1, 1.1.1 and the positions from the reading order."""
    tree = framework(version)
    for outcome_number, outcome in enumerate(tree.outcomes, 1):
        _place(outcome, outcome_number, str(outcome_number))
        for output_number, output in enumerate(outcome.outputs, 1):
            _place(output, output_number, f"{outcome_number}.{output_number}")
            for activity_number, activity in enumerate(output.activity_rows, 1):
                _place(activity, activity_number, f"{outcome_number}.{output_number}.{activity_number}")
    risks = version.risks.order_by("position", "pk")
    for rows in (tree.lines, risks, *(node.indicator_rows for node in tree.nodes)):
        for number, row in enumerate(rows, 1):
            if row.position != number:
                type(row).objects.filter(pk=row.pk).update(position=number)


def _place(row, position, code):
    if (row.position, row.code) != (position, code):
        type(row).objects.filter(pk=row.pk).update(position=position, code=code)
