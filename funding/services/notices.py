"""Keeping notices. Nobody is written to: whoever opens a page reads them."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict

from ..models import Notice
from ..selectors.notices import forget

WRITTEN = audit.action("notice.written", _("wrote the notice"))
CHANGED = audit.action("notice.changed", _("changed the notice"))
ENDED = audit.action("notice.ended", _("ended the notice"))
FIELDS = frozenset({"text_en", "text_fr", "text_es", "tone", "call", "starts_at", "ends_at"})


@transaction.atomic
def keep_notice(notice, *, by, revision, **fields):
    """Write a notice (``notice`` None, ``revision`` 0) or change the one that the person opened at ``revision``. Returns it.

    ``fields`` are those of ``FIELDS``. Readers who dismissed it see the changed one again.

    Raises:
        NotAllowed: ``by`` does not keep the site.
        StateConflict: it is over, or was changed meanwhile.
        DomainError: its end has gone by already.
        ValidationError: a field does not hold what it must.
    """
    if foreign := set(fields) - FIELDS:
        raise TypeError(f"not to be set here: {sorted(foreign)}")
    is_new = notice is None
    notice = Notice(revision=0, written_by=by) if is_new else _locked(notice, by, revision)
    _may(by)
    for name, value in fields.items():
        setattr(notice, name, value)
    notice.revision += 1
    notice.full_clean()
    if notice.ends_at <= timezone.now():
        raise DomainError(_("This end has gone by: nobody would see the notice. Choose a later one."))
    notice.save()
    audit.record(WRITTEN if is_new else CHANGED, notice, by=by, fields=sorted(fields))
    transaction.on_commit(forget)
    return notice


@transaction.atomic
def end_notice(notice, *, by, revision):
    """Show a notice no more, or never, if it is coming. Returns it. Raises NotAllowed, and StateConflict as above."""
    notice = _locked(notice, by, revision)
    notice.ended_at = timezone.now()
    notice.revision += 1
    notice.save(update_fields=["ended_at", "revision"])
    audit.record(ENDED, notice, by=by)
    transaction.on_commit(forget)
    return notice


def _may(by):
    if not allows(by, "funding.keep_notices"):
        raise NotAllowed(_("You may not keep notices."))


def _locked(notice, by, revision):
    """The locked notice, if ``by`` may change it, it is not over and still as they opened it."""
    _may(by)
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    if notice.is_over:
        raise StateConflict(_("This notice is over. Write a new one."))
    if notice.revision != revision:
        raise StateConflict(_("The notice was changed elsewhere while you had it open. Your entries are still below."))
    return notice
