from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.models import Activity

from .reports import Report, freeze_with_report


class ActivityProgress(models.Model):
    """How far an activity of the plan is at the end of a report's period."""

    class Status(models.TextChoices):
        NOT_STARTED = "NOT_STARTED", _("Not started")
        ONGOING = "ONGOING", _("Under way")
        COMPLETED = "COMPLETED", _("Completed")
        DELAYED = "DELAYED", _("Delayed")
        CANCELLED = "CANCELLED", _("Cancelled")

    report = models.ForeignKey(Report, models.PROTECT, related_name="activities")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="progress")
    lineage = models.UUIDField()
    status = models.CharField(_("status"), max_length=12, choices=Status)
    percent = models.PositiveSmallIntegerField(
        _("done (%)"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    comment = models.TextField(_("comment"), blank=True, max_length=1000)
    revised_end = models.DateField(_("new end"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("progress of an activity")
        verbose_name_plural = _("progress of activities")
        constraints = [
            models.UniqueConstraint(fields=["report", "lineage"], name="one_progress_an_activity"),
            models.CheckConstraint(condition=Q(percent=None) | Q(percent__range=(0, 100)), name="progress_in_percent"),
        ]

    def __str__(self):
        return f"{self.activity_id}: {self.status}"


freeze_with_report(ActivityProgress)
