"""Writing what indicators reached in a report's period."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import DomainError, StateConflict

from ..models import Actual
from .reports import editable

MEASURED = audit.action("report.measured", _("entered what an indicator reached"))


@transaction.atomic
def write_actual(report, indicator, *, by, value, comment="", revision=0):
    """Save what ``indicator`` reached, in its unit, that the person opened at ``revision`` (0: never saved).

    ``value`` may be None; then ``comment`` says why before the report is submitted. Returns the Actual.
    Raises DomainError for an indicator of another plan, NotAllowed, StateConflict when a newer one was saved meanwhile.
    """
    report = editable(report, by)
    if indicator.node.version_id != report.version_id:
        raise DomainError(_("This indicator is not of the plan that the report follows."))
    row, _created = Actual.objects.get_or_create(
        report=report, lineage=indicator.lineage, defaults={"indicator": indicator, "revision": 0}
    )
    if row.revision != revision:
        raise StateConflict(_("This value was saved elsewhere while you had it open. Your entries are still below."))
    row.value, row.comment, row.revision = value, comment, row.revision + 1
    row.full_clean()
    row.save()
    audit.record(MEASURED, report, by=by, indicator=str(indicator.lineage), value=str(value))
    return row
