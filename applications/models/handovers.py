from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .proposals import Application


class Handover(models.Model):
    """That the applicant offers the proposal to a colleague, and what became of it."""

    class Answer(models.TextChoices):
        """How it ended."""

        ACCEPTED = "ACCEPTED", _("Accepted")
        DECLINED = "DECLINED", _("Declined")
        CANCELLED = "CANCELLED", _("Taken back")

    application = models.ForeignKey(Application, models.CASCADE, related_name="handovers")
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    offered_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="handovers_offered")
    offered_at = models.DateTimeField(_("offered"), default=timezone.now)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True)

    class Meta:
        verbose_name = _("handover of a proposal")
        verbose_name_plural = _("handovers of proposals")
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="handover_answered_at_a_time",
            ),
            models.UniqueConstraint(fields=["application"], condition=Q(answer=""), name="one_open_handover"),
        ]

    def __str__(self):
        return str(self.application)

    def get_absolute_url(self):
        """Where the colleague answers."""
        return reverse("applications:hand_over", kwargs={"key": self.application.key})
