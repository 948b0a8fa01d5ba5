"""Differences as a page shows them, and as the page brings them back when a person confirms.

They travel in the page, signed for one version and one person: nothing is kept on the server, and what is applied is what
was shown.
"""

from dataclasses import dataclass

from django.core import signing
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import AuditEvent

from ..snapshot import content_hash, data_of, hash_of
from .differences import Differences, compare
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
        """Signed, to be found again by ``brought_back``."""
        data = [self.differences.as_data(), self.seen, self.changed_by]
        return signing.dumps(data, salt=_salt(version, user), compress=True)

    def still_holds(self, version):
        """Whether the plan is open and as it was when these differences were found."""
        return version.is_editable and content_hash(version) == self.seen


def of_upload(file, version):
    """What an uploaded workbook would change. Raises DomainError when it is no workbook of this version."""
    plan = rows_of(version)
    found = read(file, plan)
    return Shown(compare(plan, found), hash_of(data_of(plan.tree)), _changed_since(version, found.written_at))


def of_paste(text, version, kind, **where):
    """What a pasted table would change; ``where`` as in ``read_table``. Raises DomainError when it cannot be read."""
    plan = rows_of(version)
    found = read_table(text, kind, plan, **where)
    return Shown(compare(plan, found, is_whole=False), hash_of(data_of(plan.tree)))


def brought_back(token, version, user):
    """The ``Shown`` of a token, without its notes. Raises DomainError for one that is old, or of another person or plan."""
    try:
        data, seen, changed_by = signing.loads(token, salt=_salt(version, user), max_age=SECONDS)
    except signing.BadSignature as error:
        raise DomainError(_("These differences are no longer valid. Upload or paste once more.")) from error
    return Shown(Differences.from_data(data), seen, tuple(changed_by))


def _salt(version, user):
    return f"plans.differences:{version.pk}:{user.pk}"


def _changed_since(version, moment):
    """Names of those who changed the plan after ``moment``, the latest last."""
    if moment is None:
        return ()
    events = AuditEvent.objects.about(version).filter(at__gt=moment).select_related("actor").order_by("sequence")
    return tuple(dict.fromkeys(str(event.actor) for event in events[:500] if event.actor))
