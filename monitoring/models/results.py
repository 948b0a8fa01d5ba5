from django.db import models
from django.utils.translation import gettext_lazy as _

from plans.models import Indicator

from .reports import Report, freeze_with_report


class Actual(models.Model):
    """What an indicator reached in a report's period. Value in the indicator's unit, Decimal(18, 4).

    ``value`` is the number of the step on a scale, 1 or 0 for yes or no, None in words or where there is none yet.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="actuals")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="actuals")
    lineage = models.UUIDField()
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4, null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True, max_length=2000)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("actual value")
        verbose_name_plural = _("actual values")
        constraints = [models.UniqueConstraint(fields=["report", "lineage"], name="one_actual_an_indicator")]

    def __str__(self):
        return f"{self.indicator_id}: {self.value}"


freeze_with_report(Actual)
