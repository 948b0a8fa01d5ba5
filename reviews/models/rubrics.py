"""What proposals are held against: a rubric of weighted criteria and the words of its marks, in numbered versions."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.immutability import DELETE, INSERT, UPDATE, forbid_changes


class RubricQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All versions for the Fund's people and those who keep the rulebook."""
        may = user.is_authenticated and {"see_all", "keep_rulebook", "publish_rulebook"} & user.capabilities
        return self if may else self.none()

    def in_force(self):
        """The published version; none before the first publication."""
        return self.filter(state=Rubric.State.PUBLISHED).order_by("-number")


class Rubric(models.Model):
    """A version of the criteria. Published it never changes; a call keeps the version of its first assignment.

    The Fund publishes no weights (domain brief section 5): they are configuration.
    """

    class State(models.TextChoices):
        DRAFT = "DRAFT", _("Draft")
        PUBLISHED = "PUBLISHED", _("Published")
        SUPERSEDED = "SUPERSEDED", _("Superseded")

    number = models.PositiveSmallIntegerField(_("version"), unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)
    note = models.TextField(_("note"), blank=True, max_length=2000, help_text=_("What it rests on, and what changed."))
    revision = models.PositiveIntegerField(default=1, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    published_at = models.DateTimeField(_("time of publication"), null=True, editable=False)

    objects = RubricQuerySet.as_manager()

    class Meta:
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(state="PUBLISHED"), name="one_rubric_in_force"),
            models.CheckConstraint(
                condition=Q(published_by=None) | ~Q(published_by=F("changed_by")),
                name="rubric_published_by_second_person",
            ),
        ]

    def __str__(self):
        return str(self.number)

    def get_absolute_url(self):
        """Where it is read and published."""
        return reverse("reviews:rubric", kwargs={"pk": self.pk})

    @property
    def is_draft(self):
        """Whether it may still be changed."""
        return self.state == self.State.DRAFT

    @property
    def state_tone(self):
        """Colour family of the state's badge."""
        return {"DRAFT": "warning", "PUBLISHED": "success"}.get(self.state, "neutral")


class ScaleStep(models.Model):
    """One mark of a rubric's scale in words: 1 "poor" to 5 "excellent". Marks follow each other without a gap."""

    rubric = models.ForeignKey(Rubric, models.CASCADE, related_name="steps", verbose_name=_("rubric"))
    mark = models.PositiveSmallIntegerField(_("mark"), validators=[MinValueValidator(1)])
    name = models.CharField(_("name"), max_length=60)

    class Meta:
        verbose_name = _("mark of a scale")
        verbose_name_plural = _("marks of a scale")
        ordering = ["rubric", "mark"]
        constraints = [models.UniqueConstraint(fields=["rubric", "mark"], name="one_step_a_mark")]

    def __str__(self):
        return f"{self.mark} – {self.name}"


class Criterion(models.Model):
    """One point of the assessment (domain brief section 5) with its weight; weight 0 is read but not counted."""

    rubric = models.ForeignKey(Rubric, models.CASCADE, related_name="criteria", verbose_name=_("rubric"))
    code = models.CharField(_("code"), max_length=30)
    name = models.CharField(_("criterion"), max_length=150)
    guidance = models.TextField(_("guidance"), blank=True)
    weight = models.DecimalField(
        _("weight"), max_digits=5, decimal_places=2, default=1, validators=[MinValueValidator(0)]
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["rubric", "position", "code"]
        constraints = [
            models.UniqueConstraint(fields=["rubric", "code"], name="one_criterion_a_code"),
            models.CheckConstraint(condition=Q(weight__gte=0), name="weight_not_negative"),
        ]

    def __str__(self):
        return self.name


RUBRIC_IS_FROZEN = "(SELECT state FROM reviews_rubric WHERE id = {row}.rubric_id) <> 'DRAFT'"
forbid_changes(Rubric, (DELETE,), when="{row}.state <> 'DRAFT'", name="published")
forbid_changes(  # the one change left is that the next version replaces it
    Rubric,
    (UPDATE,),
    when=(
        "{row}.state = 'SUPERSEDED' OR ({row}.state = 'PUBLISHED' AND NOT (NEW.state = 'SUPERSEDED' AND "
        "NEW.number = {row}.number AND NEW.published_at = {row}.published_at))"
    ),
    name="replaced_only",
)
forbid_changes(ScaleStep, (INSERT, UPDATE, DELETE), when=RUBRIC_IS_FROZEN, name="published")
forbid_changes(Criterion, (INSERT, UPDATE, DELETE), when=RUBRIC_IS_FROZEN, name="published")
