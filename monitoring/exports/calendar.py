"""What is due for a person as a calendar that programs read again and again (RFC 5545)."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from core.addresses import absolute, site_host
from core.calendars import calendar_file, event

ALARMS = (timedelta(days=7),)
DAY = timedelta(days=1)


def duties_calendar(duties):
    """Bytes of a calendar with an all-day event on the due date of each duty, in the active language."""
    stamp = timezone.now()
    return calendar_file([_event(duty, stamp) for duty in duties], about="Duties", name=_("IOM Development Fund"))


def _event(duty, stamp):
    url = absolute(duty.get_absolute_url())
    return event(
        f"duty-{duty.pk}@{site_host()}",
        duty.due_on,
        end=duty.due_on + DAY,
        summary=_("%(code)s: %(duty)s due") % {"code": duty.project.code, "duty": duty},
        description=f"{duty.project.title}\n{url}",
        url=url,
        stamp=stamp,
        alarms=ALARMS,
    )
