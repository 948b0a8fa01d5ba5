"""The audit trail: one row for each change, written in the change's own transaction, each row sealing the one before.

``record`` takes the lock on the head of the chain, so rows are numbered without gaps in the order of their commits.
``verify`` recomputes the whole chain. The database itself refuses UPDATE and DELETE (``core.immutability``).
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, timedelta

import structlog
from django.db import connection
from django.utils import timezone

from .models import AuditEvent, AuditHead

GENESIS = "0" * 64
A_SITTING = timedelta(minutes=10)  # in which pages that save themselves leave one row, not one for each pause in typing
_labels = {}
_internal = set()


def action(code, done, *, internal=False):
    """Declare an action ``code`` and the words ``done`` that follow the actor's name in a history ("submitted").

    ``internal`` actions (who reviews, what is recommended) stay out of the history that applicants and endorsers read.
    """
    _labels[code] = done
    if internal:
        _internal.add(code)
    return code


def label_of(code):
    """The words for an action code, in the active language; the code itself when an old row outlives its action."""
    return str(_labels.get(code, code))


def record(action_code, obj, *, by, comment="", **data):
    """Append one row about ``obj`` to the trail and return it. Call inside the transaction that makes the change.

    ``by`` is the acting user, or None for the system. ``data`` must be JSON-ready scalars, lists and dicts; money as
    text. Raises RuntimeError outside a transaction and KeyError for an undeclared action: faults of the caller both.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("audit.record must run inside the transaction of the change it records")
    if action_code not in _labels:
        raise KeyError(f"undeclared audit action: {action_code}")
    head = _locked_head()
    event = AuditEvent(
        sequence=head.sequence + 1,
        at=timezone.now(),
        actor=by,
        action=action_code,
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        object_label=str(obj)[:200],
        comment=comment,
        data=data,
        request_id=structlog.contextvars.get_contextvars().get("request_id", ""),
        previous_digest=head.digest,
    )
    event.digest = digest_of(event)
    event.save(force_insert=True)
    head.sequence, head.digest = event.sequence, event.digest
    head.save(update_fields=["sequence", "digest"])
    return event


def record_sitting(action_code, obj, *, by, **data):
    """Record what was written in a page that saves itself, unless the same person's last row says exactly the same minutes ago.

    So words typed beside a figure leave one row a sitting, and every figure one of its own. Inside the transaction of the
    change; see ``record``.
    """
    last = AuditEvent.objects.about(obj).order_by("-sequence").first()
    is_same = last and (last.action, last.actor_id, last.data) == (action_code, by.pk, data)
    if not (is_same and timezone.now() - last.at < A_SITTING):
        record(action_code, obj, by=by, **data)


def _locked_head():
    """The head of the chain, which the first row ever makes."""
    locked = AuditHead.objects.select_for_update().filter(pk=1)
    if (head := locked.first()) is None:
        AuditHead.objects.get_or_create(pk=1, defaults={"sequence": 0, "digest": GENESIS})
        head = locked.get()
    return head


def digest_of(event):
    """SHA-256 (hex) over the row's content and the digest of the row before."""
    content = {
        "sequence": event.sequence,
        "at": event.at.astimezone(UTC).isoformat(),
        "actor": event.actor_id,
        "action": event.action,
        "object": [event.object_type, event.object_id, event.object_label],
        "comment": event.comment,
        "data": event.data,
        "request": event.request_id,
        "previous": event.previous_digest,
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True)
class Verdict:
    """Outcome of ``verify``: how many rows were read, and the first row that does not fit, with why (in English)."""

    rows: int
    broken_at: int | None = None
    reason: str = ""


def verify():
    """Recompute the chain from its first row to its head; people may go on writing meanwhile."""
    head, expected, previous = _head(), 1, GENESIS
    for event in AuditEvent.objects.order_by("sequence").iterator(chunk_size=2000):
        if event.sequence != expected:
            return Verdict(expected - 1, expected, "row is missing")
        if reason := _misfit(event, previous, head):
            return Verdict(expected, expected, reason)
        expected, previous = expected + 1, event.digest
    if head.sequence >= expected:
        return Verdict(expected - 1, expected, "rows are missing at the end")
    if expected - 1 > _head().sequence:
        return Verdict(expected - 1, _head().sequence + 1, "row stands beyond the head")
    return Verdict(expected - 1)


def holds(event):
    """Whether one row is unchanged and still stands between its neighbours; ``verify`` asks that of all."""
    before = AuditEvent.objects.filter(sequence=event.sequence - 1).values_list("digest", flat=True).first()
    after = AuditEvent.objects.filter(sequence=event.sequence + 1).values_list("previous_digest", flat=True).first()
    if _misfit(event, GENESIS if event.sequence == 1 else before, _head()):
        return False
    return after == event.digest if after is not None else event.sequence == _head().sequence


def _misfit(event, previous, head):
    if event.previous_digest != previous:
        return "does not follow the row before"
    if event.digest != digest_of(event):
        return "content was changed"
    if event.sequence == head.sequence and event.digest != head.digest:
        return "is not the row that the head names"
    return ""


def _head():
    return AuditHead.objects.filter(pk=1).first() or AuditHead(sequence=0, digest=GENESIS)


def history(obj, *, internal=False):
    """Rows about ``obj``, oldest first, with their actors; with the ``internal`` ones only for the Fund's own people."""
    events = AuditEvent.objects.about(obj).select_related("actor").order_by("sequence")
    return events if internal else events.exclude(action__in=_internal)
