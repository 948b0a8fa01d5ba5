from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Threshold(models.Model):
    """A number from which the portal warns, in percent or percentage points; administrators keep it.

    ``is_confirmed``: the Fund has said so; the others are the portal's own proposal, and pages say that they are.
    """

    code = models.SlugField(_("code"), primary_key=True, max_length=40)
    name = models.CharField(_("name"), max_length=200)
    value = models.DecimalField(
        _("value"), max_digits=7, decimal_places=2,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(1000))],
    )  # fmt: skip
    is_confirmed = models.BooleanField(_("confirmed by the Fund"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("threshold")
        verbose_name_plural = _("thresholds")
        ordering = ["position", "code"]
        constraints = [models.CheckConstraint(condition=models.Q(value__gte=0), name="threshold_not_negative")]

    def __str__(self):
        return self.name
