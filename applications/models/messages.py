from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.immutability import forbid_changes

from .proposals import Application


class Message(models.Model):
    """What the team and the Fund's people write to each other about a proposal. Never changes."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="messages")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("time"), auto_now_add=True)
    is_of_team = models.BooleanField(_("from the team"))
    text = models.TextField(_("message"), max_length=4000)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["application", "written_at", "pk"]

    def __str__(self):
        return str(self.application)

    def get_absolute_url(self):
        """The thread that it stands in."""
        return reverse("applications:messages", kwargs={"key": self.application.key})


class MessageReading(models.Model):
    """How far a person has read the messages about a proposal."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="message_readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    read_at = models.DateTimeField(_("read"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "user"], name="one_reading_a_person")]

    def __str__(self):
        return f"{self.application}: {self.user}"


forbid_changes(Message)
