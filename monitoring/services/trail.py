"""The audit trail of pages that save themselves: each figure is recorded, not each pause in typing words."""

from datetime import timedelta

from django.utils import timezone

from core import audit
from core.models import AuditEvent

A_SITTING = timedelta(minutes=10)


def record_changes(action, report, *, by, **data):
    """Record what was written in a report, unless the same person's last row says exactly the same minutes ago.

    So a comment typed beside a figure leaves one row a sitting, and every figure one of its own. Inside the transaction of
    the change; see ``audit.record``.
    """
    last = AuditEvent.objects.about(report).order_by("-sequence").first()
    is_same = last and (last.action, last.actor_id, last.data) == (action, by.pk, data)
    if not (is_same and timezone.now() - last.at < A_SITTING):
        audit.record(action, report, by=by, **data)
