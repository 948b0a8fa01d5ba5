"""Writing what was spent on each budget line in a report's period."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import DomainError, StateConflict

from ..models import Expenditure
from .reports import editable

SPENT = audit.action("report.spent", _("entered what was spent"))


@transaction.atomic
def write_expenditure(report, line, *, by, amount, comment="", revision=0):
    """Save what was spent on ``line`` in USD (negative for credits), that the person opened at ``revision`` (0: never saved).

    Returns the Expenditure. Raises DomainError for a line of another plan, NotAllowed, StateConflict when a newer one
    was saved meanwhile.
    """
    report = editable(report, by)
    if line.version_id != report.version_id:
        raise DomainError(_("This budget line is not of the plan that the report follows."))
    row, _created = Expenditure.objects.get_or_create(
        report=report, lineage=line.lineage, defaults={"line": line, "amount": 0, "revision": 0}
    )
    if row.revision != revision:
        raise StateConflict(_("This amount was saved elsewhere while you had it open. Your entries are still below."))
    row.amount, row.comment, row.revision = amount, comment, row.revision + 1
    row.full_clean()
    row.save()
    audit.record(SPENT, report, by=by, line=str(line.lineage), amount=str(amount))
    return row
