import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.models import Risk
from plans.models.risks import FROM_1_TO_5

from .reports import Report, freeze_with_report


class RiskUpdate(models.Model):
    """How a risk stands at the end of a report's period: one of the plan, or one that appeared since (without ``risk``)."""

    class Status(models.TextChoices):
        OPEN = "OPEN", _("Open")
        HAPPENED = "HAPPENED", _("Happened")
        CLOSED = "CLOSED", _("Closed")

    report = models.ForeignKey(Report, models.PROTECT, related_name="risks")
    risk = models.ForeignKey(Risk, models.PROTECT, null=True, blank=True, related_name="updates")
    lineage = models.UUIDField(default=uuid.uuid4)
    description = models.CharField(_("risk"), max_length=300)
    likelihood = models.PositiveSmallIntegerField(_("likelihood (1–5)"), validators=FROM_1_TO_5)
    impact = models.PositiveSmallIntegerField(_("impact (1–5)"), validators=FROM_1_TO_5)
    response = models.CharField(_("response"), max_length=500, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.OPEN)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("news of a risk")
        verbose_name_plural = _("news of risks")
        ordering = ["report", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "lineage"], name="one_update_a_risk"),
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 5), impact__range=(1, 5)), name="risk_update_rated_from_1_to_5"
            ),
            models.CheckConstraint(condition=~Q(description=""), name="risk_update_says_which"),
        ]

    def __str__(self):
        return self.description


freeze_with_report(RiskUpdate)
