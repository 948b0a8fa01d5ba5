"""A call's deadline as a calendar file (RFC 5545)."""

from datetime import UTC, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from core.addresses import absolute, site_host

ALARMS = (timedelta(days=7), timedelta(days=1))


def deadline_calendar(call, *, words):
    """Bytes of a calendar with one event at the deadline, in UTC; ``words`` is the deadline as the page says it.

    The UID never changes and SEQUENCE counts the extensions, so that importing the file again moves the event.
    """
    event = Event()
    event.add("uid", f"call-{call.pk}-deadline@{site_host()}")
    event.add("sequence", call.extensions.confirmed().count())
    event.add("dtstamp", timezone.now())
    event.add("dtstart", call.deadline_at.astimezone(UTC))
    event.add("summary", _("Deadline: %(call)s") % {"call": call.title})
    url = absolute(call.get_absolute_url())
    event.add("description", f"{words}\n{url}")
    event.add("url", url)
    event.add("transp", "TRANSPARENT")
    for before in ALARMS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", -before)
        alarm.add("description", event["summary"])
        event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//IOM Development Fund//Calls//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return calendar.to_ical()
