"""What could go wrong, and what the project does for people and the environment besides its results."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .rows import PlanRow, freeze_with_version
from .versions import PlanVersion

FROM_1_TO_5 = [MinValueValidator(1), MaxValueValidator(5)]


class Risk(PlanRow):
    """Something that could keep the project from its results (domain brief 3f)."""

    class Level(models.TextChoices):
        LOW = "LOW", _("Low")
        MEDIUM = "MEDIUM", _("Medium")
        HIGH = "HIGH", _("High")

    TONES = {Level.LOW: "neutral", Level.MEDIUM: "warning", Level.HIGH: "danger"}

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="risks")
    description = models.CharField(_("risk"), max_length=300)
    cause = models.CharField(_("cause"), max_length=300, blank=True)
    likelihood = models.PositiveSmallIntegerField(_("likelihood (1–5)"), validators=FROM_1_TO_5)
    impact = models.PositiveSmallIntegerField(_("impact (1–5)"), validators=FROM_1_TO_5)
    response = models.CharField(_("response"), max_length=500, blank=True)
    owner = models.CharField(_("who watches it"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("risk")
        verbose_name_plural = _("risks")
        ordering = ["version", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "lineage"], name="risk_lineage_once"),
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 5), impact__range=(1, 5)), name="risk_rated_from_1_to_5"
            ),
        ]

    def __str__(self):
        return self.description

    @property
    def level(self):
        """Likelihood × impact: high from 15, medium from 8, else low."""
        score = self.likelihood * self.impact
        return self.Level.HIGH if score >= 15 else self.Level.MEDIUM if score >= 8 else self.Level.LOW

    @property
    def level_tone(self):
        """Colour family of the level's badge."""
        return self.TONES[self.level]


class CrossCutting(PlanRow):
    """How far the project takes up one concern beside its results: a marker from 0 to 2, with the reason."""

    class Theme(models.TextChoices):
        RIGHTS = "RIGHTS", _("Human rights")
        GENDER = "GENDER", _("Gender equality")
        ENVIRONMENT = "ENVIRONMENT", _("Environment")
        DISABILITY = "DISABILITY", _("Disability inclusion")
        ACCOUNTABILITY = "ACCOUNTABILITY", _("Accountability to people")

    class Marker(models.IntegerChoices):
        NONE = 0, _("0 – not aimed at")
        SIGNIFICANT = 1, _("1 – a significant aim")
        PRINCIPAL = 2, _("2 – a principal aim")

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="cross_cutting")
    theme = models.CharField(_("concern"), max_length=20, choices=Theme)
    marker = models.PositiveSmallIntegerField(_("marker"), choices=Marker)
    explanation = models.TextField(_("how"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("cross-cutting concern")
        verbose_name_plural = _("cross-cutting concerns")
        ordering = ["version", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "theme"], name="one_marker_a_concern"),
            models.CheckConstraint(condition=Q(marker__range=(0, 2)), name="marker_from_0_to_2"),
        ]

    def __str__(self):
        return self.get_theme_display()


freeze_with_version(Risk)
freeze_with_version(CrossCutting)
