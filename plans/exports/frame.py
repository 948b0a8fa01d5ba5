"""What all documents of a version say of it: number, status, languages and the hash of its content."""

from datetime import UTC, datetime

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.documents import Document

from ..models import PlanVersion
from ..snapshot import hash_of

STATUS = PlanVersion.Status
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)  # a draft: the same content gives the same file at any time


def framed(title, tree, data, parts, holder):
    """``parts`` as a document; ``data``: of ``snapshot.data_of``; ``holder``: what holds the plan, or None."""
    version = tree.version
    number = _("Version %(number)s") % {"number": version.number}
    standing = standing_of(version, holder)
    reference = holder.reference if holder else ""
    return Document(
        title=str(title),
        subject=holder.project if holder else "",
        language=(get_language() or "en")[:2],
        written_in=version.plan.language,
        facts=tuple(_facts(version, standing, version.content_hash or hash_of(data), reference)),
        parts=tuple(parts),
        stamp=version.approved_at or UNDATED,
        footer=" · ".join(text for text in (reference, number, standing) if text),
        mark=mark_of(version, holder),
    )


def standing_of(version, holder=None):
    """How a version stands, in words: as what holds it says, else its own status."""
    return holder.state if holder and holder.state else version.get_status_display()


def mark_of(version, holder=None):
    """What stands on every page unless the version is in force: "Draft", "Submitted", "Superseded", "Not approved"."""
    if version.status == STATUS.APPROVED:
        return ""
    if version.is_editable:
        return str(STATUS.DRAFT.label)
    return holder.state if holder and holder.is_refused else version.get_status_display()


def _facts(version, standing, content_hash, reference):
    if reference:
        yield _("Reference"), reference
    yield _("Version"), str(version.number)
    status = standing
    if version.approved_at:
        day = date_format(localtime(version.approved_at), "DATE_FORMAT")
        status = _("%(status)s, approved on %(date)s") % {"status": status, "date": day}
    yield _("Status"), status
    if months := version.duration_months:
        yield _("Duration"), ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
    yield _("Language of the texts"), str(dict(settings.LANGUAGES)[version.plan.language])
    yield _("Content hash (SHA-256)"), content_hash
