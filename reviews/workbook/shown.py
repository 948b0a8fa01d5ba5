"""Differences as the page brings them back when a person confirms: signed for them, so that what is applied was shown."""

from django.core import signing
from django.utils.translation import gettext as _

from core.errors import DomainError

from ..models import Criterion
from ..services.sheets import Entry, plain

SECONDS = 2 * 60 * 60  # as long as a session without a request


def token(found, person):
    """The differences of a ``Read``, signed for ``person``."""
    rows = [
        [one.assignment, one.name, one.criterion, one.new, plain(one.old)]
        for _assignment, differences in found.differences
        for one in differences
    ]
    return signing.dumps(rows, salt=_salt(person), compress=True)


def brought_back(text, assignments, person):
    """[(Assignment, Entries)] of a token. Raises DomainError for one that is old or of another person."""
    try:
        rows = signing.loads(text, salt=_salt(person), max_age=SECONDS)
    except signing.BadSignature as error:
        raise DomainError(_("These differences are no longer valid. Upload once more.")) from error
    criteria = Criterion.objects.in_bulk([row[2] for row in rows if row[2]])
    entries = {}
    for pk, name, criterion, new, was in rows:
        entries.setdefault(pk, []).append(Entry(name, new, was, criteria.get(criterion)))
    present = {one.pk: one for one in assignments}
    if missing := entries.keys() - present.keys():
        raise DomainError(_("%(n)d of these reviews are closed now. Upload once more.") % {"n": len(missing)})
    return [(present[pk], rows) for pk, rows in sorted(entries.items())]


def _salt(person):
    return f"reviews.workbook:{person.pk}"
