"""Calendar files (RFC 5545), for all that falls on a day or an hour."""

from icalendar import Alarm, Calendar, Event

CONTENT_TYPE = "text/calendar; charset=utf-8"


def event(uid, begin, *, summary, description, url, stamp, alarms=(), end=None, sequence=None):
    """An event that keeps nobody busy: at a moment in UTC, or all day of a date (``end``: the day after its last).

    ``uid`` never changes, so that importing or reading the file again moves the event; ``sequence`` counts its changes;
    ``alarms`` are times before it, as timedelta.
    """
    found = Event()
    found.add("uid", uid)
    if sequence is not None:
        found.add("sequence", sequence)
    found.add("dtstamp", stamp)
    found.add("dtstart", begin)
    if end is not None:
        found.add("dtend", end)
    found.add("summary", summary)
    found.add("description", description)
    found.add("url", url)
    found.add("transp", "TRANSPARENT")
    for before in alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", -before)
        alarm.add("description", found["summary"])
        found.add_component(alarm)
    return found


def calendar_file(events, *, about, name=""):
    """Bytes of a calendar of ``events``; ``about`` is an English word in its identifier, ``name`` what programs call it."""
    calendar = Calendar()
    calendar.add("prodid", f"-//IOM Development Fund//{about}//EN")
    calendar.add("version", "2.0")
    if name:
        calendar.add("x-wr-calname", name)
    for one in events:
        calendar.add_component(one)
    return calendar.to_ical()
