"""Adding evidence to a report, and taking it out."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import audit, uploads
from core.errors import DomainError

from ..models import Evidence
from ..selectors.evidence import subjects_of
from .reports import editable

ADDED = audit.action("report.evidence_added", _("added evidence"))
REMOVED = audit.action("report.evidence_removed", _("removed evidence"))
MOST = 100


@transaction.atomic
def add_evidence(report, *, by, kind, title, file=None, url="", lineage=None, **facts):
    """Add a file, or of the kind LINK an address, to a report, or to its indicator or activity (``lineage``).

    ``facts``: ``on``, ``language``, ``is_public``, ``shows_people``, ``has_consent``. Returns the Evidence.
    Raises DomainError for an indicator or activity of another plan, for people shown without their consent, and for what is
    neither file nor address; ValidationError for a file that is not accepted; NotAllowed, StateConflict.
    """
    report = editable(report, by)
    is_link = kind == Evidence.Kind.LINK
    if bool(file) == is_link or bool(url) != is_link:
        raise DomainError(_("Give the address of a web page, or a file of any other kind."))
    if facts.get("shows_people") and not facts.get("has_consent"):
        raise DomainError(_("Add a picture of people only if they agreed to it, and tick that they did."))
    if lineage is not None and lineage not in {row.lineage for row in subjects_of(report)}:
        raise DomainError(_("This is neither an indicator nor an activity of the report’s plan."))
    if report.evidence.count() >= MOST:
        raise DomainError(_("The report has %(n)d pieces of evidence, more are not possible.") % {"n": MOST})
    kept = {}
    if not is_link:
        kept = uploads.store(file)
        _see_that_it_fits(report, kept["size"])
    row = Evidence(report=report, kind=kind, title=title, url=url, lineage=lineage, added_by=by, **facts, **kept)
    row.full_clean(exclude=["file_name", "file_path", "content_type", "sha256"])
    row.save()
    audit.record(ADDED, report, by=by, title=title, sha256=row.sha256)
    return row


@transaction.atomic
def remove_evidence(evidence, *, by):
    """Take a piece of evidence out of a report that is still written. Raises NotAllowed, StateConflict."""
    report = editable(evidence.report, by)
    audit.record(REMOVED, report, by=by, title=evidence.title, sha256=evidence.sha256)
    evidence.delete()


def _see_that_it_fits(report, size):
    """The files of a report have a limit together."""
    used = report.evidence.aggregate(sum=Sum("size"))["sum"] or 0
    if used + size > settings.UPLOAD_MAX_BYTES_TOGETHER:
        words = {"n": settings.UPLOAD_MAX_BYTES_TOGETHER // 1024 // 1024}
        raise ValidationError(gettext("All files of a report have %(n)d MB together. Make the file smaller.") % words)
