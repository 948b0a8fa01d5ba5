"""A call's deadline as a calendar file (RFC 5545)."""

from datetime import UTC, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from core.addresses import absolute, site_host
from core.calendars import calendar_file, event

ALARMS = (timedelta(days=7), timedelta(days=1))


def deadline_calendar(call, *, words):
    """Bytes of a calendar with one event at the deadline, in UTC; ``words`` is the deadline as the page says it.

    The UID never changes and SEQUENCE counts the extensions, so that importing the file again moves the event.
    """
    url = absolute(call.get_absolute_url())
    deadline = event(
        f"call-{call.pk}-deadline@{site_host()}",
        call.deadline_at.astimezone(UTC),
        summary=_("Deadline: %(call)s") % {"call": call.title},
        description=f"{words}\n{url}",
        url=url,
        stamp=timezone.now(),
        alarms=ALARMS,
        sequence=call.extensions.confirmed().count(),
    )
    return calendar_file([deadline], about="Calls")
