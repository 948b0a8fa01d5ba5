"""The manager's own rating of a project in a report."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit

from .reports import editable

RATED = audit.action("report.rated", _("rated how the project stands"))


@transaction.atomic
def rate(report, *, by, rating, rating_reason):
    """Save how the project stands (``Report.Rating``) and why. Raises NotAllowed, StateConflict, ValidationError."""
    report = editable(report, by)
    report.rating, report.rating_reason = rating, rating_reason
    report.full_clean()
    report.save(update_fields=["rating", "rating_reason"])
    audit.record_sitting(RATED, report, by=by, rating=rating)
    return report
