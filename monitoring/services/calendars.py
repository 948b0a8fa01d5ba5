"""The secret address at which a person's calendar program reads what is due for them."""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import audit

from ..models import CalendarFeed
from ..models.calendars import digest_of

RENEWED = audit.action("calendar.renewed", _("made a new calendar address"), internal=True)
ENDED = audit.action("calendar.ended", _("switched the calendar address off"), internal=True)


@transaction.atomic
def renew_calendar(*, by):
    """Make a new secret for one's own calendar; the one before opens nothing any more. Returns it: it is not kept."""
    token = secrets.token_urlsafe(32)
    feed, _is_new = CalendarFeed.objects.update_or_create(
        user=by, defaults={"digest": digest_of(token), "made_at": timezone.now()}
    )
    audit.record(RENEWED, feed, by=by)
    return token


@transaction.atomic
def end_calendar(*, by):
    """Switch one's own calendar address off; without one nothing happens."""
    for feed in CalendarFeed.objects.select_for_update().filter(user=by):
        audit.record(ENDED, feed, by=by)
        feed.delete()
