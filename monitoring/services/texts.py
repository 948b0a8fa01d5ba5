"""Writing the narrative sections of a report, together with colleagues; every text that arrives is kept."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.services.versions import Trail, restore, write
from core import audit
from core.errors import DomainError

from ..models import ReportPresence, ReportText
from ..sections import sections_of
from .reports import editable

WRITTEN = audit.action("report.section_written", _("wrote a section"))
JOINED = audit.action("report.section_joined", _("wrote a section together with a colleague"))
RESTORED = audit.action("report.section_restored", _("restored an earlier text of a section"))


@transaction.atomic
def write_text(report, key, *, by, text, revision, page=""):
    """Save a section that the person opened at ``revision`` (0 for one never saved); see ``versions.write``.

    A text over the limit is kept: it blocks only the submission (R05). Returns Written, whose ``holder`` is the ReportText.
    Raises DomainError for an unknown section, NotAllowed, StateConflict.
    """
    section, trail = _locked(report, key, by)
    return write(section, trail, by=by, text=text, revision=revision, page=page)


@transaction.atomic
def restore_text(report, key, *, by, number):
    """Make an earlier text, by its ``number``, the section's again. Returns the ReportText; raises as ``write_text``."""
    section, trail = _locked(report, key, by)
    return restore(section, trail, by=by, number=number)


def _locked(report, key, by):
    """The section of the locked report, and what the audit trail gets of it."""
    report = editable(report, by)
    if key not in sections_of(report.duty.kind):
        raise DomainError(_("There is no such section."))
    section, _created = ReportText.objects.get_or_create(report=report, key=key, defaults={"revision": 0})
    return section, Trail(WRITTEN, JOINED, RESTORED, {"section": key}, about=report)


def be_present(report, key, *, by):
    """Note that ``by`` has a section open. Not a change of the report: no lock, no audit row, gone after a minute."""
    ReportPresence.objects.update_or_create(report=report, key=key, user=by, defaults={"seen_at": timezone.now()})
