from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from core.immutability import forbid_changes


class Recommendation(models.Model):
    """What an officer proposes to the approver. Never changes; sent back, a new one is written."""

    class Outcome(models.TextChoices):
        APPROVE = "APPROVE", _("Approve")
        CONDITIONS = "CONDITIONS", _("Approve with conditions")
        REVISE = "REVISE", _("Revise and submit again")
        REJECT = "REJECT", _("Decline")
        RETAIN = "RETAIN", _("Keep for later funding")

    FUNDED = frozenset({Outcome.APPROVE, Outcome.CONDITIONS})

    application = models.ForeignKey(Application, models.PROTECT, related_name="recommendations")
    submission = models.ForeignKey("applications.Submission", models.PROTECT, related_name="recommendations")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    conditions = models.TextField(_("conditions"), blank=True, max_length=4000)
    memo = models.TextField(_("memo"), max_length=8000)
    recommended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recommended_at = models.DateTimeField(_("recommended"), auto_now_add=True)

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["-recommended_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="CONDITIONS") | ~Q(conditions=""), name="recommended_conditions_are_named"
            )
        ]

    def __str__(self):
        return f"{self.application}: {self.get_outcome_display()}"


forbid_changes(Recommendation)
