"""Writing how risks stand, and which appeared."""

import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import DomainError, StateConflict

from ..models import RiskUpdate
from ..selectors.risks import risks_of
from .reports import editable

WATCHED = audit.action("report.risk_watched", _("said how a risk stands"))


@transaction.atomic
def write_risk(
    report,
    lineage=None,
    *,
    by,
    likelihood,
    impact,
    status=RiskUpdate.Status.OPEN,
    response="",
    description="",
    revision=0,
):
    """Save how a risk of the plan or of an earlier report stands (by its ``lineage``), or a new one (None, ``description``).

    Returns the RiskUpdate. Raises DomainError for a risk of another project, NotAllowed, StateConflict when a newer one was
    saved meanwhile, ValidationError for ratings outside 1–5.
    """
    report = editable(report, by)
    if lineage is None:
        row = RiskUpdate(report=report, lineage=uuid.uuid4(), description=description, revision=0)
    else:
        row = _known(report, lineage)
    if row.revision != revision:
        raise StateConflict(_("This risk was saved elsewhere while you had it open. Your entries are still below."))
    row.likelihood, row.impact, row.status, row.response = likelihood, impact, status, response
    if description.strip() and row.risk_id is None:
        row.description = description
    row.revision += 1
    row.full_clean()
    row.save()
    audit.record_sitting(
        WATCHED, report, by=by, risk=str(row.lineage), status=status, likelihood=likelihood, impact=impact
    )
    return row


def _known(report, lineage):
    found = next((row for row in risks_of(report) if str(row.lineage) == str(lineage)), None)
    if found is None:
        raise DomainError(_("This risk is not of the project that the report is about."))
    return found.update or RiskUpdate(
        report=report, risk=found.risk, lineage=found.lineage, description=found.description, revision=0
    )
