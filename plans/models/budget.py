"""What a project costs."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .results import Activity
from .rows import OF_LINE, PlanRow, freeze_with_version
from .versions import PlanVersion


class BudgetLine(PlanRow):
    """One cost, in USD, with how it was worked out (B09); operational lines follow an activity (B06)."""

    class Category(models.TextChoices):
        STAFF = "STAFF", _("Staff")
        OFFICE = "OFFICE", _("Office")
        OPERATIONAL = "OPERATIONAL", _("Operational")

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="lines")
    category = models.CharField(_("part of the budget"), max_length=12, choices=Category)
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="lines", verbose_name=_("activity")
    )
    description = models.CharField(_("description"), max_length=300)
    unit = models.CharField(_("unit"), max_length=60)
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])
    periods = models.DecimalField(
        _("times or months"), max_digits=8, decimal_places=2, default=1, validators=[MinValueValidator(0)]
    )
    unit_cost = models.DecimalField(
        _("unit cost (USD)"), max_digits=15, decimal_places=2, validators=[MinValueValidator(0)]
    )
    share_percent = models.DecimalField(
        _("share charged (%)"), max_digits=5, decimal_places=2, default=100,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )  # fmt: skip
    amount = models.DecimalField(_("amount (USD)"), max_digits=15, decimal_places=2, default=0)
    calculation_note = models.CharField(_("how it was worked out"), max_length=500, blank=True)
    is_evaluation = models.BooleanField(_("evaluation line"), default=False)

    class Meta:
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        ordering = ["version", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "lineage"], name="line_lineage_once"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0, periods__gt=0, unit_cost__gte=0, amount__gte=0), name="line_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(share_percent__gt=0, share_percent__lte=100), name="line_share_in_range"
            ),
            models.CheckConstraint(
                condition=~Q(category="OPERATIONAL") | Q(activity__isnull=False) | Q(is_evaluation=True),
                name="operational_line_follows_an_activity",
            ),
            models.CheckConstraint(
                condition=Q(is_evaluation=False) | Q(category="OPERATIONAL"), name="evaluation_is_operational"
            ),
        ]

    def __str__(self):
        return f"{self.position} {self.description}"


class PhaseAmount(models.Model):
    """What a line spends in one half-year of the project, as typed; without rows the months of its activity decide."""

    line = models.ForeignKey(BudgetLine, models.CASCADE, related_name="phase_amounts")
    phase = models.PositiveSmallIntegerField(_("half-year"), validators=[MinValueValidator(1)])
    amount = models.DecimalField(_("amount (USD)"), max_digits=15, decimal_places=2)

    class Meta:
        verbose_name = _("amount of a half-year")
        verbose_name_plural = _("amounts of half-years")
        ordering = ["line", "phase"]
        constraints = [
            models.UniqueConstraint(fields=["line", "phase"], name="one_amount_a_phase"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="phase_amount_not_negative"),
        ]

    def __str__(self):
        return f"{self.line_id}: {self.phase}"


freeze_with_version(BudgetLine)
freeze_with_version(PhaseAmount, OF_LINE)
