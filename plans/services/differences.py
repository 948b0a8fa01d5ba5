"""Applying what people changed in a workbook or pasted from one: all rows or none."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import DomainError, StateConflict
from funding.models import Axis, AxisValue, Goal, RatingScale

from ..models import Activity, BudgetLine, Indicator, ResultNode, Risk
from ..selectors import siblings_of
from ..snapshot import content_hash
from .arranging import remove, renumber
from .rows import CHILD_LEVEL, write
from .versions import open_for_editing

APPLIED = audit.action("plan.differences_applied", _("applied a table to"))
MODELS = {"results": ResultNode, "indicators": Indicator, "activities": Activity, "lines": BudgetLine, "risks": Risk}
VERSION = {"indicators": "node__version", "activities": "output__version"}
PARENT = {"results": "parent", "indicators": "node", "activities": "output", "lines": "activity"}


@dataclass(frozen=True)
class RowChange:
    """A row to add, change or remove.

    ``kind``: "added", "changed" or "removed". ``sheet``: one of ``MODELS``. ``key``: lineage of the row, or any name for a
    new one. ``label``: what people call it. ``fields`` as in ``services.change``, but what a row stands under is named by
    its key, scale, axes and goals by their codes, and parts of splits as "sex.women".
    """

    kind: str
    sheet: str
    key: str
    label: str
    fields: dict = field(default_factory=dict)


@transaction.atomic
def apply_differences(version, changes, *, by, seen):
    """Apply ``changes`` (``RowChange``) to the open ``version`` as it stood when its content hash was ``seen``.

    Results first, then what stands under them, removals last (each can be undone). One row of the audit trail says how
    many rows were added, changed and removed; returns these numbers as a dict.

    Raises:
        NotAllowed: ``by`` may not change the plan.
        StateConflict: the plan changed since it was shown, or is no longer open.
        DomainError: there is nothing to apply, or rows break rules; its sentences name them, and nothing is applied.
    """
    version = open_for_editing(version, by)
    if not changes:
        raise DomainError(_("Nothing was chosen, so nothing was applied."))
    if content_hash(version) != seen:
        raise StateConflict(_("The plan has changed since these differences were shown. Nothing was applied."))
    rows, refusals = _Rows(version), []
    order = list(MODELS)
    for change in sorted(changes, key=lambda one: order.index(one.sheet)):
        if change.kind != "removed":
            _try(refusals, change, rows.write, change)
    renumber(version)
    for change in sorted(changes, key=lambda one: -order.index(one.sheet)):
        if change.kind == "removed":
            _try(refusals, change, rows.remove, change, by)
    if refusals:
        raise DomainError(refusals)
    counts = {kind: sum(change.kind == kind for change in changes) for kind in ("added", "changed", "removed")}
    audit.record(APPLIED, version, by=by, **counts)
    return counts


def _try(refusals, change, step, *args):
    """Carry out a step of one row; its refusal is kept with the row's name."""
    try:
        with transaction.atomic():
            step(*args)
    except DomainError as error:
        refusals += [f"{change.label} – {sentence}" for sentence in error.sentences]


class _Rows:
    """The rows of a version by sheet and key, and the reference data that changes name by code."""

    def __init__(self, version):
        self.version = version
        self.rows = {
            (sheet, str(row.lineage)): row
            for sheet, model in MODELS.items()
            for row in model.objects.filter(**{VERSION.get(sheet, "version"): version})
        }
        self.scales = {scale.pk: scale for scale in RatingScale.objects.all()}
        self.axes = {axis.pk: axis for axis in Axis.objects.all()}
        self.goals = {goal.pk: goal for goal in Goal.objects.all()}
        self.parts = {f"{part.axis_id}.{part.code}": part for part in AxisValue.objects.all()}

    def write(self, change):
        """Add or change a row."""
        fields = self._with_objects(change)
        if change.kind == "added":
            row = self._new(change.sheet, fields)
        else:
            row = self._row(change.sheet, change.key)
            row.revision += 1
        parent = PARENT.get(change.sheet)
        if change.kind == "added" or (parent in fields and change.sheet != "lines"):
            if parent:
                setattr(row, parent, fields.get(parent))
            row.position = (siblings_of(row).aggregate(Max("position"))["position__max"] or 0) + 1
        write(row, self.version, fields)
        self.rows[change.sheet, change.key] = row

    def remove(self, change, by):
        """Remove a row, unless it went with what it stood under."""
        row = self.rows.get((change.sheet, change.key))
        if row is not None and type(row).objects.filter(pk=row.pk).exists():
            remove(row, by=by)

    def _new(self, sheet, fields):
        row = MODELS[sheet]()
        if sheet == "results":
            row.version, row.level = self.version, CHILD_LEVEL.get(fields["parent"].level)
            if row.level is None:
                raise DomainError(_("An output has no results below it."))
        elif sheet in ("lines", "risks"):
            row.version = self.version
        return row

    def _row(self, sheet, key):
        row = self.rows.get((sheet, key))
        if row is None:
            raise DomainError(_("The row that this belongs to does not exist."))
        return row

    def _with_objects(self, change):
        """The fields of a change with rows and reference data in the place of keys and codes."""
        fields = dict(change.fields)
        above = {"activity": "activities"}.get(PARENT.get(change.sheet), "results")
        if PARENT.get(change.sheet) in fields:
            key = fields[PARENT[change.sheet]]
            fields[PARENT[change.sheet]] = self._row(above, key) if key or change.sheet != "lines" else None
        if "scale" in fields:
            fields["scale"] = self.scales[fields["scale"]] if fields["scale"] else None
        for name, known in (("axes", self.axes), ("goals", self.goals)):
            if name in fields:
                fields[name] = [known[code] for code in fields[name]]
        if "split_targets" in fields:
            fields["split_targets"] = {self.parts[part]: value for part, value in fields["split_targets"].items()}
        return fields
