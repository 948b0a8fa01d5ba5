"""What a project is to reach and how it will be seen."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from funding.models import Axis, AxisValue, Goal, RatingScale

from .rows import OF_INDICATOR, OF_NODE, PlanRow, freeze_with_version
from .versions import PlanVersion


class ResultNode(PlanRow):
    """The objective, an outcome or an output."""

    class Level(models.TextChoices):
        OBJECTIVE = "OBJECTIVE", _("Objective")
        OUTCOME = "OUTCOME", _("Outcome")
        OUTPUT = "OUTPUT", _("Output")

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="nodes")
    level = models.CharField(_("level"), max_length=10, choices=Level)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    code = models.CharField(_("number"), max_length=10, blank=True)
    statement = models.TextField(_("statement"), max_length=1000)
    assumptions = models.TextField(_("assumptions"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["version", "code", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "lineage"], name="node_lineage_once"),
            models.UniqueConstraint(fields=["version"], condition=Q(level="OBJECTIVE"), name="one_objective"),
            models.CheckConstraint(
                condition=Q(level="OBJECTIVE", parent=None) | (~Q(level="OBJECTIVE") & Q(parent__isnull=False)),
                name="only_the_objective_has_no_parent",
            ),
            models.CheckConstraint(
                condition=~Q(level="OBJECTIVE") | Q(assumptions=""), name="objective_has_no_assumptions"
            ),
        ]

    def __str__(self):
        return f"{self.get_level_display()} {self.code}".strip()


class Indicator(PlanRow):
    """How it will be seen whether a result was reached."""

    class Kind(models.TextChoices):
        NUMBER = "NUMBER", _("Number")
        PERCENTAGE = "PERCENTAGE", _("Percentage")
        SCALE = "SCALE", _("Step on a scale")
        YES_NO = "YES_NO", _("Yes or no")
        QUALITATIVE = "QUALITATIVE", _("In words")

    class Direction(models.TextChoices):
        INCREASE = "INCREASE", _("Should rise")
        DECREASE = "DECREASE", _("Should fall")
        KEEP = "KEEP", _("Should stay")

    class OverTime(models.TextChoices):
        SUM = "SUM", _("Each report adds to the total")
        LATEST = "LATEST", _("The latest report counts")

    class BaselineState(models.TextChoices):
        KNOWN = "KNOWN", _("Known")
        TO_BE_DETERMINED = "TBD", _("To be determined")
        NOT_APPLICABLE = "NOT_APPLICABLE", _("Not applicable")

    class Frequency(models.TextChoices):
        MONTHLY = "MONTHLY", _("Every month")
        QUARTERLY = "QUARTERLY", _("Every three months")
        SEMIANNUAL = "SEMIANNUAL", _("Every six months")
        ANNUAL = "ANNUAL", _("Every year")
        END = "END", _("At the end")
        ONCE = "ONCE", _("Once")

    node = models.ForeignKey(ResultNode, models.CASCADE, related_name="indicators")
    title = models.CharField(_("indicator"), max_length=300)
    definition = models.CharField(_("definition"), max_length=500, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.NUMBER)
    scale = models.ForeignKey(
        RatingScale, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("rating scale")
    )
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    direction = models.CharField(_("direction"), max_length=10, choices=Direction, default=Direction.INCREASE)
    over_time = models.CharField(_("over time"), max_length=10, choices=OverTime, default=OverTime.SUM)
    baseline_state = models.CharField(_("baseline"), max_length=15, choices=BaselineState, default=BaselineState.KNOWN)
    baseline_value = models.DecimalField(_("baseline value"), max_digits=18, decimal_places=4, null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(
        _("baseline year"), null=True, blank=True, validators=[MinValueValidator(1990), MaxValueValidator(2100)]
    )
    baseline_text = models.CharField(_("baseline in words"), max_length=300, blank=True)
    baseline_due_month = models.PositiveSmallIntegerField(
        _("month by which the baseline will be known"), null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )  # fmt: skip
    target_value = models.DecimalField(_("target value"), max_digits=18, decimal_places=4, null=True, blank=True)
    may_exceed_100 = models.BooleanField(_("may exceed 100 %"), default=False)
    target_text = models.CharField(_("target in words"), max_length=300, blank=True)
    source_and_method = models.CharField(_("data source and collection method"), max_length=300)
    frequency = models.CharField(_("frequency"), max_length=10, choices=Frequency, blank=True)
    responsible = models.CharField(_("who measures"), max_length=200, blank=True)
    counts_people = models.BooleanField(_("counts people"), default=False)
    axes = models.ManyToManyField(Axis, blank=True, related_name="+", verbose_name=_("split by"))
    goals = models.ManyToManyField(Goal, blank=True, related_name="+", verbose_name=_("contributes to"))

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["node", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["node", "lineage"], name="indicator_lineage_once"),
            models.CheckConstraint(
                condition=Q(over_time="LATEST") | Q(kind="NUMBER"),
                name="only_numbers_add_up",
            ),
            models.CheckConstraint(
                condition=Q(over_time="LATEST") | Q(baseline_value=None) | Q(baseline_value=0),
                name="a_sum_starts_at_zero",
            ),
            models.CheckConstraint(
                condition=~Q(baseline_state="KNOWN")
                | Q(kind="QUALITATIVE")
                | Q(baseline_value__isnull=False, baseline_year__isnull=False),
                name="known_baseline_has_value_and_year",
            ),
            models.CheckConstraint(
                condition=~Q(kind="QUALITATIVE") | Q(baseline_value=None, target_value=None),
                name="words_have_no_number",
            ),
            models.CheckConstraint(
                condition=~Q(kind="PERCENTAGE")
                | Q(target_value=None)
                | Q(target_value__range=(0, 100))
                | Q(may_exceed_100=True, target_value__gte=0),
                name="percentage_target_in_range",
            ),
            models.CheckConstraint(
                condition=Q(kind="SCALE", scale__isnull=False) | (~Q(kind="SCALE") & Q(scale=None)),
                name="only_steps_have_a_scale",
            ),
        ]

    def __str__(self):
        return self.title


class Milestone(models.Model):
    """What an indicator should have reached by the end of a month of the project."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="milestones")
    month = models.PositiveSmallIntegerField(_("month"), validators=[MinValueValidator(1), MaxValueValidator(120)])
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4, null=True, blank=True)
    text = models.CharField(_("in words"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["indicator", "month"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "month"], name="one_milestone_a_month"),
            models.CheckConstraint(condition=Q(value__isnull=False) | ~Q(text=""), name="milestone_says_something"),
        ]

    def __str__(self):
        return f"{self.indicator_id}: {self.month}"


class SplitTarget(models.Model):
    """The target for one part of a split, such as women; optional."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="split_targets")
    part = models.ForeignKey(AxisValue, models.PROTECT, related_name="+", verbose_name=_("part of a split"))
    value = models.DecimalField(_("target value"), max_digits=18, decimal_places=4)

    class Meta:
        verbose_name = _("target of a part")
        verbose_name_plural = _("targets of parts")
        ordering = ["indicator", "part"]
        constraints = [models.UniqueConstraint(fields=["indicator", "part"], name="one_target_a_part")]

    def __str__(self):
        return f"{self.indicator_id}: {self.part_id}"


class Activity(PlanRow):
    """Work that leads to an output, with its months."""

    output = models.ForeignKey(ResultNode, models.CASCADE, related_name="activities")
    code = models.CharField(_("number"), max_length=12, blank=True)
    title = models.CharField(_("activity"), max_length=300)
    responsible_party = models.CharField(_("responsible party"), max_length=200)
    start_month = models.PositiveSmallIntegerField(_("first month"), validators=[MinValueValidator(1)])
    end_month = models.PositiveSmallIntegerField(
        _("last month"), validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    milestone = models.CharField(_("milestone"), max_length=200, blank=True)
    milestone_month = models.PositiveSmallIntegerField(
        _("month of the milestone"), null=True, blank=True, help_text=_("Empty: the last month of the activity.")
    )

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["output", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["output", "lineage"], name="activity_lineage_once"),
            models.CheckConstraint(
                condition=Q(start_month__gte=1, end_month__gte=F("start_month")), name="activity_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(milestone_month=None)
                | Q(milestone_month__gte=F("start_month"), milestone_month__lte=F("end_month")),
                name="milestone_within_the_activity",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"


freeze_with_version(ResultNode)
for _model, _key in [(Indicator, "node_id"), (Activity, "output_id")]:
    freeze_with_version(_model, OF_NODE % _key)
for _model in (Milestone, SplitTarget, Indicator.axes.through, Indicator.goals.through):
    freeze_with_version(_model, OF_INDICATOR)
