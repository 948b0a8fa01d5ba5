"""The one rule of deadlines: what a local hour means, and until when something counts as in time.

Pure: no database, no clock. A deadline is set as an hour on the clocks of one place and kept as a moment in UTC.
"""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.templatetags.portal import zone_name


class UnusableHour(DomainError, ValueError):
    """A local date and hour that does not name one moment; the sentence says which hours do."""


class SkippedHour(UnusableHour):
    """Clocks went forward over this hour: it does not exist."""


class RepeatedHour(UnusableHour):
    """Clocks went back over this hour: it comes twice."""


class UnknownZone(UnusableHour):
    """There is no such time zone."""


def zone_of(name):
    """The time zone of an IANA name. Raises UnknownZone."""
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError) as error:
        raise UnknownZone(_("There is no time zone “%(zone)s”. Choose one from the list.") % {"zone": name}) from error


def moment(naive, zone):
    """The moment in UTC at which the clocks of ``zone`` (IANA name) show ``naive``, a datetime without zone.

    Raises:
        SkippedHour: the clocks never show it, because they go forward over it.
        RepeatedHour: they show it twice, because they go back over it.
        UnknownZone: there is no such zone.
        UnusableHour: the date is at the end of the calendar.
    """
    if naive.tzinfo is not None:
        raise TypeError("a local hour has no zone of its own")
    place = zone_of(zone)
    try:
        first, second = (naive.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1))
        shown = first.astimezone(place).replace(tzinfo=None, fold=0)
    except OverflowError as error:
        raise UnusableHour(_("This date is too far away.")) from error
    if first == second:
        return first
    apart = abs(second - first)
    if shown == naive.replace(fold=0):
        raise RepeatedHour(_twice(naive, zone, apart))
    raise SkippedHour(_never(naive, zone, apart))


def _never(naive, zone, apart):
    sentence = _("%(hour)s does not exist in %(zone)s: the clocks go forward over it. Choose %(before)s or %(after)s.")
    return sentence % _choices(naive, zone, apart)


def _twice(naive, zone, apart):
    sentence = _("%(hour)s comes twice in %(zone)s: the clocks go back over it. Choose %(before)s or %(after)s.")
    return sentence % _choices(naive, zone, apart)


def _choices(naive, zone, apart):
    """The hour and the same minute before and after the change of the clocks, in words."""

    def words(hour):
        return date_format(hour, "DATETIME_FORMAT")

    return {"hour": words(naive), "zone": zone, "before": words(naive - apart), "after": words(naive + apart)}


def in_words(moment, zone):
    """A moment as the clocks of ``zone`` show it, with the name of the zone, in the active language; "" for None."""
    if moment is None:
        return ""
    shown = date_format(moment.astimezone(zone_of(zone)), "DATETIME_FORMAT")
    return f"{shown} ({zone_name(moment, zone)})"


def closes_at(deadline_at, grace_seconds):
    """The last moment that counts as in time: the deadline and the silent grace in seconds; None without deadline."""
    return None if deadline_at is None else deadline_at + timedelta(seconds=grace_seconds)


def accepts(arrived_at, closes_at):
    """Whether what arrived at a moment is in time; exactly at the close counts, and without a close everything does."""
    return closes_at is None or arrived_at <= closes_at
