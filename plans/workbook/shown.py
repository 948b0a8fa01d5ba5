"""Differences as a page shows them, and as the page brings them back when a person confirms.

They travel in the page, signed for one version and one person: nothing is kept on the server, and what is applied is what
was shown.
"""

from dataclasses import dataclass

from django.core import signing
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import AuditEvent

from ..snapshot import content_hash
from .differences import REMOVED, Differences, RowDifference, compare
from .pasting import read_table
from .reading import read
from .rows import rows_of

SECONDS = 2 * 60 * 60  # as long as a session without a request


@dataclass
class Shown:
    """Differences, the content hash of the plan they were found in, and who changed it since the file was written."""

    differences: Differences
    seen: str
    changed_by: tuple = ()

    def token(self, version, user):
        """The signed rows, to be found again by ``brought_back``."""
        rows = [row.as_data() for row in (*self.differences.rows, *self.differences.removals)]
        return signing.dumps([self.seen, rows], salt=_salt(version, user), compress=True)


def of_upload(file, version):
    """What an uploaded workbook would change. Raises DomainError when it is no workbook of this version."""
    plan = rows_of(version)
    found = read(file, plan)
    return Shown(compare(plan, found), content_hash(version), _changed_since(version, found.written_at))


def of_paste(text, version, kind, **where):
    """What a pasted table would change; ``where`` as in ``read_table``. Raises DomainError when it cannot be read."""
    plan = rows_of(version)
    found = read_table(text, kind, plan, **where)
    return Shown(compare(plan, found, is_whole=False), content_hash(version))


def brought_back(token, version, user, removals=()):
    """(changes for ``services.apply_differences``, content hash seen) of a token; removals only if their key is named.

    Raises DomainError for a token that is old, or was made for another person or plan.
    """
    try:
        seen, rows = signing.loads(token, salt=_salt(version, user), max_age=SECONDS)
    except signing.BadSignature as error:
        raise DomainError(_("These differences are no longer valid. Upload or paste once more.")) from error
    found = [RowDifference.from_data(row) for row in rows]
    return [row.for_service() for row in found if row.kind != REMOVED or row.key in removals], seen


def _salt(version, user):
    return f"plans.differences:{version.pk}:{user.pk}"


def _changed_since(version, moment):
    """Names of those who changed the plan after ``moment``, the latest last."""
    if moment is None:
        return ()
    events = AuditEvent.objects.about(version).filter(at__gt=moment).select_related("actor").order_by("sequence")
    return tuple(dict.fromkeys(str(event.actor) for event in events[:500] if event.actor))
