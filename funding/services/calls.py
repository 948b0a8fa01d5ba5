"""Keeping calls: from the draft to the decision. Deadlines move by ``extensions`` alone."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from core.models import AuditEvent

from .. import deadlines
from ..models import Call, CallDocument
from ..workflow import CALL, gaps
from .followers import OPENED, tell

DRAFTED = audit.action("call.drafted", _("drafted the call"))
CHANGED = audit.action("call.changed", _("changed the draft of the call"))
ANNOUNCED = audit.action("call.announced", _("announced the opening"))
CORRECTED = audit.action("call.corrected", _("corrected the open call"))
MAY_WAIT = ("text", "languages", "contact_name", "contact_email")  # empty in a draft, never in an open call
TITLES = tuple(f"title_{code}" for code, _name in settings.LANGUAGES)
TEXTS = tuple(f"text_{code}" for code, _name in settings.LANGUAGES)
CORRECTABLE = frozenset({*TITLES, *TEXTS, "contact_name", "contact_email"})
KEPT = CORRECTABLE | {
    *("slug", "kind", "funding_year", "languages", "time_zone"),
    *("opens_at", "deadline_at", "grace_seconds", "reminder_days"),
}
NEWS_FOR = timedelta(days=1)  # an opening is announced within this time, or not any more


@transaction.atomic
def keep_call(call, *, by, revision, documents=None, lines=None, regions=None, **fields):
    """Create a draft (``call`` None, ``revision`` 0) or change the draft that the person opened at ``revision``.

    ``fields`` are those of ``KEPT``; ``documents`` are dicts of ``title_en``, ``title_fr``, ``title_es``,
    ``is_required`` and the ``pk`` of those that exist, in their order; None leaves documents, lines or regions as they
    are. ``closes_at`` is kept with the deadline. Nobody is told.

    Raises:
        NotAllowed: ``by`` does not keep calls.
        StateConflict: the call is no draft any more, or was changed meanwhile.
        ValidationError: a field does not hold what it must.
    """
    call, is_new = _draft(call, by, revision), call is None
    _set(call, fields, KEPT)
    if set(call.languages) - {code for code, _name in settings.LANGUAGES}:
        raise ValidationError(_("Proposals can be written in the languages of the portal only."))
    deadlines.zone_of(call.time_zone)
    call.closes_at = deadlines.closes_at(call.deadline_at, call.grace_seconds)
    call.changed_by = by
    call.full_clean(exclude=[name for name in MAY_WAIT if not getattr(call, name)])
    call.save()
    for relation, rows in ((call.lines, lines), (call.regions, regions)):
        if rows is not None:
            relation.set(rows)
    _keep_documents(call, documents)
    audit.record(DRAFTED if is_new else CHANGED, call, by=by, fields=sorted(fields))
    return call


@transaction.atomic
def correct_call(call, *, by, revision, reason, documents=None, **fields):
    """Correct title, announcement, contact or documents of an open call; every follower is told what and why.

    Raises:
        NotAllowed: ``by`` does not keep calls.
        StateConflict: the call is not open, or was changed meanwhile.
        DomainError: the reason is missing, nothing changed, or the call would lack what an open call must have.
        ValidationError: a field does not hold what it must.
    """
    call = _locked(call, by, revision, Call.State.OPEN)
    if not reason.strip():
        raise DomainError(_("Say why: a comment is required."))
    changed = {name for name, value in fields.items() if (getattr(call, name) or "") != (value or "")}
    _set(call, fields, CORRECTABLE)
    if lacking := list(gaps(call)):
        raise DomainError(lacking)
    if _keep_documents(call, documents):
        changed.add("documents")
    if not changed:
        raise DomainError(_("Nothing was changed."))
    call.changed_by = by
    call.full_clean()
    call.save()
    audit.record(CORRECTED, call, by=by, comment=reason, fields=sorted(changed))
    tell("call.changed", call, actor=by, words=lambda: {"parts": _parts(changed), "reason": reason})
    return call


def _parts(changed):
    """What was corrected, in the words of the active language."""
    labels = {
        gettext("title"): TITLES,
        gettext("announcement"): TEXTS,
        gettext("contact"): ("contact_name", "contact_email"),
        gettext("documents asked for"): ("documents",),
    }
    return ", ".join(label for label, names in labels.items() if changed & set(names))


def _draft(call, by, revision):
    if call is not None:
        return _locked(call, by, revision, Call.State.DRAFT)
    if not allows(by, "funding.keep_calls"):
        raise NotAllowed(_("You may not keep calls."))
    return Call(revision=0)


def _locked(call, by, revision, state):
    """The locked call, if ``by`` may write it and it is still as they opened it."""
    locked = Call.objects.select_for_update().get(pk=call.pk)
    if not allows(by, "funding.keep_calls", locked):
        raise NotAllowed(_("You may not keep calls."))
    if locked.state != state:
        raise StateConflict(_("This has changed since you opened it. Look at its present state and try again."))
    if locked.revision != revision:
        raise StateConflict(_("The call was changed elsewhere while you had it open. Your entries are still below."))
    return locked


def _set(call, fields, allowed):
    if foreign := set(fields) - allowed:
        raise TypeError(f"not to be set here: {sorted(foreign)}")
    for name, value in fields.items():
        setattr(call, name, value)
    call.revision += 1


def _keep_documents(call, documents):
    """Bring the documents asked for into the form given; returns whether anything changed. None changes nothing."""
    if documents is None:
        return False
    existing, changed = {document.pk: document for document in call.documents.all()}, False
    for position, row in enumerate(documents):
        document = existing.pop(row.get("pk"), None) or CallDocument(call=call)
        values = {name: row[name] for name in (*TITLES, "is_required")} | {"position": position}
        if document.pk and all(getattr(document, name) == value for name, value in values.items()):
            continue
        for name, value in values.items():
            setattr(document, name, value)
        document.full_clean()
        document.save()
        changed = True
    for document in existing.values():
        document.delete()
        changed = True
    return changed


@transaction.atomic
def open_call(call, *, by):
    """Publish a draft (C03, C04); those concerned are told when its opening has come.

    Raises NotAllowed, StateConflict, and DomainError with a sentence for all that is missing.
    """
    call = CALL.apply("open", call, by=by)
    _announce(call, actor=by)
    return call


@transaction.atomic
def close_call(call, *, by):
    """Close an open call; ``by`` is None where the portal itself does it after the deadline.

    Raises NotAllowed, StateConflict, and DomainError while the deadline of the call has not passed: what was announced
    is kept.
    """
    return CALL.apply("close", call, by=by)


@transaction.atomic
def decide_call(call, *, by):
    """Mark a closed call as decided. Raises NotAllowed and StateConflict."""
    return CALL.apply("decide", call, by=by)


def close_due_calls():
    """Close the open calls whose deadline and grace have passed, each in its own transaction; returns how many.

    One that was extended or closed meanwhile is left alone.
    """
    closed = 0
    for call in Call.objects.filter(state=Call.State.OPEN, closes_at__lt=timezone.now()):
        try:
            close_call(call, by=None)
        except DomainError:
            continue
        closed += 1
    return closed


def announce_openings():
    """Announce the calls whose opening has come since yesterday and was not announced; returns how many."""
    now = timezone.now()
    opened = Call.objects.filter(state=Call.State.OPEN, opens_at__lte=now, opens_at__gt=now - NEWS_FOR)
    return sum(_announce(call, actor=None) for call in opened)


@transaction.atomic
def _announce(call, *, actor):
    """Tell those concerned that the opening has come, once; returns whether this was the time."""
    call = Call.objects.select_for_update().get(pk=call.pk)
    if call.opens_at > timezone.now() or AuditEvent.objects.about(call).filter(action=ANNOUNCED).exists():
        return False
    audit.record(ANNOUNCED, call, by=actor)

    def words():
        return {"deadline": deadlines.in_words(call.deadline_at, call.time_zone)}

    tell(OPENED, call, actor=actor, words=words)
    return True


@transaction.atomic
def load_calls(rows):
    """Create the calls shipped in ``funding/data/calls.json``, open as they were; one whose address exists is never
    touched. Returns how many. They opened years ago: nobody is told.
    """
    existing = set(Call.objects.values_list("slug", flat=True))
    missing = [row for row in rows if row["slug"] not in existing]
    for row in missing:
        fields = {name: value for name, value in row.items() if name not in {"lines", "opens_local"}}
        opens_at = deadlines.moment(datetime.fromisoformat(row["opens_local"]), row["time_zone"])
        call = Call(**fields, opens_at=opens_at, state=Call.State.OPEN)
        call.full_clean()
        call.save()
        call.lines.set(row["lines"])
    return len(missing)
