"""Writing what administrators keep for monitoring: thresholds and the financial checklist."""

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import allows
from core.errors import NotAllowed

from ..models import ChecklistItem, Threshold
from ..selectors.thresholds import shipped

ADDED = audit.action("monitoring.added", _("added reference data"))
CHANGED = audit.action("monitoring.changed", _("changed reference data"))


@transaction.atomic
def keep(row, *, by, changed):
    """Save a threshold or an item of the checklist that an administrator wrote (``changed``: names of its fields).

    Raises NotAllowed and ValidationError.
    """
    if not allows(by, "monitoring.keep"):
        raise NotAllowed(_("You may not change the reference data."))
    is_new = row._state.adding
    row.full_clean()
    row.save()
    audit.record(ADDED if is_new else CHANGED, row, by=by, fields=sorted(changed))
    return row


@transaction.atomic
def load_monitoring_reference():
    """Create the thresholds and items of the checklist shipped in ``monitoring/data`` that are missing; returns how many."""
    created = 0
    for model, name in ((Threshold, "thresholds"), (ChecklistItem, "checklist")):
        existing = set(model.objects.values_list("pk", flat=True))
        missing = [_row(model, place, row) for place, row in enumerate(shipped(name), 1) if row["code"] not in existing]
        created += len(model.objects.bulk_create(missing))
    return created


def _row(model, place, row):
    """A row of the model from its place and its entry in the file."""
    values = row | {"value": Decimal(row["value"])} if "value" in row else row
    return model(position=place, **values)
