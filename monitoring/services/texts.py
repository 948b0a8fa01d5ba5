"""Writing the narrative sections of a report."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import DomainError, StateConflict

from ..models import ReportText
from ..sections import sections_of
from .reports import editable

WRITTEN = audit.action("report.section_written", _("wrote a section"))


@transaction.atomic
def write_text(report, key, *, by, text, revision):
    """Save a section that the person opened at ``revision`` (0 for one never saved). Returns the ReportText.

    Raises DomainError for an unknown section, NotAllowed, and StateConflict when a newer text was saved meanwhile.
    """
    report = editable(report, by)
    if key not in sections_of(report.duty.kind):
        raise DomainError(_("There is no such section."))
    row, _created = ReportText.objects.get_or_create(report=report, key=key, defaults={"revision": 0})
    if row.revision != revision:
        raise StateConflict(_("This section was saved elsewhere while you had it open. Your text is still below."))
    row.text, row.revision, row.changed_by = text, row.revision + 1, by
    row.save()
    audit.record(WRITTEN, report, by=by, section=key)
    return row
