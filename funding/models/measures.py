"""What all projects measure by, fund-wide so that sums are possible: global goals, ways to split people, rating scales."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Goal(models.Model):
    """A target of the Sustainable Development Goals or an objective of the Global Compact for Migration (GCM)."""

    class Frame(models.TextChoices):
        SDG = "SDG", _("Sustainable Development Goals")
        GCM = "GCM", _("Global Compact for Migration")

    ABBREVIATIONS = {Frame.SDG: _("SDG"), Frame.GCM: _("GCM")}

    code = models.CharField(_("code"), max_length=10, primary_key=True, help_text=_("For example SDG-10.7 or GCM-10."))
    frame = models.CharField(_("frame"), max_length=3, choices=Frame)
    name = models.CharField(_("name"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("global goal")
        verbose_name_plural = _("global goals")
        ordering = ["frame", "position"]

    def __str__(self):
        return f"{self.ABBREVIATIONS[self.frame]} {self.number} – {self.name}"

    @property
    def number(self):
        """The number within its frame, such as 10.7."""
        return self.code.partition("-")[2]

    @property
    def whole(self):
        """The number of the goal that a target belongs to: 10 for 10.7."""
        return self.number.partition(".")[0]


class Axis(models.Model):
    """A way to split a figure: by sex, age, status and so on."""

    code = models.CharField(_("code"), max_length=20, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("way to split")
        verbose_name_plural = _("ways to split")
        ordering = ["position", "code"]

    def __str__(self):
        return self.name


class AxisValue(models.Model):
    """One part of a split. Every axis has "not stated", so that the parts can always equal the total."""

    axis = models.ForeignKey(Axis, models.PROTECT, related_name="values", verbose_name=_("way to split"))
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=100)
    is_unknown = models.BooleanField(_("not stated"), default=False)
    is_active = models.BooleanField(_("in use"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("part of a split")
        verbose_name_plural = _("parts of a split")
        ordering = ["axis", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["axis", "code"], name="axis_value_once")]

    def __str__(self):
        return self.name


class RatingScale(models.Model):
    """A scale on which something is rated, such as from none to full."""

    code = models.CharField(_("code"), max_length=20, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("rating scale")
        verbose_name_plural = _("rating scales")
        ordering = ["position", "code"]

    def __str__(self):
        return self.name


class RatingStep(models.Model):
    """One step of a scale; its number is the value of an indicator."""

    scale = models.ForeignKey(RatingScale, models.PROTECT, related_name="steps", verbose_name=_("rating scale"))
    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        verbose_name = _("step of a scale")
        verbose_name_plural = _("steps of a scale")
        ordering = ["scale", "number"]
        constraints = [models.UniqueConstraint(fields=["scale", "number"], name="rating_step_once")]

    def __str__(self):
        return f"{self.number} – {self.name}"
