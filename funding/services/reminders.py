"""Reminders before the deadline of a call, to those who have a draft for it and to those who follow it."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import audit
from core.models import AuditEvent

from .. import deadlines
from ..models import Call
from .followers import tell

REMINDED = audit.action("call.reminded", _("reminded of the deadline"))
LATE_BY = timedelta(days=1)  # a reminder goes out within this time, or not any more


def due_at(call, days):
    """The moment in UTC at which the clocks of the call's place show the hour of the deadline, ``days`` days before it.

    A day with a change of the clocks is a day; an hour that they skip is the one after it.
    """
    local = call.deadline_at.astimezone(ZoneInfo(call.time_zone))
    return (local - timedelta(days=days)).astimezone(UTC)


def remind_of_deadlines():
    """Send the reminders that are due, each call in its own transaction; returns how many calls people were reminded of."""
    return sum(_remind(call) for call in Call.objects.filter(state=Call.State.OPEN, deadline_at__gt=timezone.now()))


@transaction.atomic
def _remind(call):
    """Send what is due of one call, once for each deadline that it has had; returns whether anything was."""
    call, now = Call.objects.select_for_update().get(pk=call.pk), timezone.now()
    if call.state != Call.State.OPEN or not (days := _days_due(call, now)):
        return False
    facts = {"days": days, "deadline": call.deadline_at.isoformat()}
    sent = AuditEvent.objects.about(call).filter(action=REMINDED).values_list("data", flat=True)
    if facts in sent:
        return False
    audit.record(REMINDED, call, by=None, **facts)

    def words():
        return {"days": call.days_left, "deadline": deadlines.in_words(call.deadline_at, call.time_zone)}

    tell("call.closing", call, actor=None, words=words)
    return True


def _days_due(call, now):
    """The reminder whose time has come, in days before the deadline; None for none.

    What would have been due before the opening is left out: the opening itself was announced.
    """
    if call.deadline_at <= now:
        return None
    moments = {days: due_at(call, days) for days in call.reminder_days}
    come = [days for days, at in moments.items() if call.opens_at <= at <= now < at + LATE_BY]
    return min(come, default=None)
