from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from funding.models import AxisValue
from plans.models import Indicator

from .reports import Report, freeze_with_report

BOTH_NUMBERS_OR_NONE = Q(numerator=None, denominator=None) | Q(
    numerator__isnull=False, denominator__isnull=False, numerator__gte=0, denominator__gt=0
)
OF_ACTUAL = "(SELECT report_id FROM monitoring_actual WHERE id = {row}.actual_id)"


class Actual(models.Model):
    """What an indicator reached in a report's period. Value in the indicator's unit, Decimal(18, 4).

    ``value`` is the number of the step on a scale, 1 or 0 for yes or no, None in words or where there is none yet. Of a
    percentage whose two numbers are known it is computed: 100 · numerator / denominator.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="actuals")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="actuals")
    lineage = models.UUIDField()
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField(_("how many"), max_digits=18, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(_("out of"), max_digits=18, decimal_places=4, null=True, blank=True)
    rating = models.CharField(_("how it stands"), max_length=10, choices=Report.Rating, blank=True)
    comment = models.TextField(_("comment"), blank=True, max_length=2000)
    unavailable_reason = models.CharField(_("why there is no value"), max_length=500, blank=True)
    data_on = models.DateField(_("day of the data"), null=True, blank=True)
    collected_by = models.CharField(_("who collected them"), max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("actual value")
        verbose_name_plural = _("actual values")
        constraints = [
            models.UniqueConstraint(fields=["report", "lineage"], name="one_actual_an_indicator"),
            models.CheckConstraint(condition=BOTH_NUMBERS_OR_NONE, name="actual_share_of_something"),
            models.CheckConstraint(
                condition=Q(unavailable_reason="") | Q(value=None), name="actual_value_or_why_there_is_none"
            ),
        ]

    def __str__(self):
        return f"{self.indicator_id}: {self.value}"


class ActualSplit(models.Model):
    """The share of one part, such as women, in an actual value; of a percentage with its own two numbers."""

    actual = models.ForeignKey(Actual, models.CASCADE, related_name="splits")
    part = models.ForeignKey(AxisValue, models.PROTECT, related_name="+", verbose_name=_("part of a split"))
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4)
    numerator = models.DecimalField(_("how many"), max_digits=18, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(_("out of"), max_digits=18, decimal_places=4, null=True, blank=True)

    class Meta:
        verbose_name = _("part of an actual value")
        verbose_name_plural = _("parts of actual values")
        ordering = ["actual", "part__axis", "part__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["actual", "part"], name="one_actual_a_part"),
            models.CheckConstraint(condition=BOTH_NUMBERS_OR_NONE, name="part_share_of_something"),
        ]

    def __str__(self):
        return f"{self.actual_id}: {self.part_id}"


freeze_with_report(Actual)
freeze_with_report(ActualSplit, OF_ACTUAL)
