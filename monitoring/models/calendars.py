import hashlib

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def digest_of(token):
    """What is kept of a secret: its SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


class CalendarFeed(models.Model):
    """That a person's calendar program may read what is due for them, at an address with a secret. The secret is not kept."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("address of a calendar")
        verbose_name_plural = _("addresses of calendars")

    def __str__(self):
        return str(self.user)
