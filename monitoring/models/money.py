from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from plans.models import BudgetLine

from .reports import Report, freeze_with_report


class Expenditure(models.Model):
    """What was spent on a budget line in a report's period, in USD; negative for credits. Sums are computed, never typed."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="expenditures")
    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="expenditures")
    lineage = models.UUIDField()
    amount = models.DecimalField(_("spent in this period (USD)"), max_digits=15, decimal_places=2)
    commitments = models.DecimalField(
        _("committed and not paid (USD)"), max_digits=15, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    comment = models.CharField(_("comment"), max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("expenditure")
        verbose_name_plural = _("expenditures")
        constraints = [
            models.UniqueConstraint(fields=["report", "lineage"], name="one_expenditure_a_line"),
            models.CheckConstraint(condition=models.Q(commitments__gte=0), name="commitments_not_negative"),
        ]

    def __str__(self):
        return f"{self.line_id}: {self.amount}"


freeze_with_report(Expenditure)
