"""Reads for the calendar of what is due."""

from itertools import groupby

from django.utils import timezone

from accounts.models import User

from ..models.calendars import digest_of


def by_month(duties):
    """[(first day of the month, or None for what is late, [duties])] of duties in the order they fall due."""
    today = timezone.localdate()

    def month(duty):
        return None if duty.due_on < today else duty.due_on.replace(day=1)

    return [(day, list(rows)) for day, rows in groupby(duties, month)]


def holder_of(token):
    """The active person whose calendar has this secret, or None."""
    return User.objects.filter(is_active=True, calendar_feed__digest=digest_of(token)).first()
