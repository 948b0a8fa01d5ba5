import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.access import visible_besides
from core.immutability import DELETE, INSERT, UPDATE, forbid_changes


class Plan(models.Model):
    """What a project promises, through all its versions. An application holds it first, then the project too."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="en")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")

    def __str__(self):
        return str(self.pk)

    @property
    def current(self):
        """The newest version."""
        return self.versions.order_by("-number").first()

    @property
    def approved(self):
        """The version in force, or None."""
        return self.versions.filter(status=PlanVersion.Status.APPROVED).first()


class PlanVersionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Versions whose application or project the person may open; those apps say which."""
        return self.filter(visible_besides(PlanVersion, user)).distinct()


class PlanVersion(models.Model):
    """Framework, work plan and budget as they stood together. Frozen when approved; a change is a new version."""

    class Status(models.TextChoices):
        DRAFT = "DRAFT", _("Draft")
        SUBMITTED = "SUBMITTED", _("Submitted")
        RETURNED = "RETURNED", _("Returned")
        APPROVED = "APPROVED", _("Approved")
        SUPERSEDED = "SUPERSEDED", _("Superseded")
        WITHDRAWN = "WITHDRAWN", _("Withdrawn")

    OPEN = (Status.DRAFT, Status.SUBMITTED, Status.RETURNED)
    EDITABLE = (Status.DRAFT, Status.RETURNED)
    FROZEN = (Status.APPROVED, Status.SUPERSEDED)

    class Origin(models.TextChoices):
        APPLICATION = "APPLICATION", _("Proposal")
        AMENDMENT = "AMENDMENT", _("Amendment")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    origin = models.CharField(_("origin"), max_length=20, choices=Origin, default=Origin.APPLICATION)
    reason = models.TextField(_("reason"), blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    duration_months = models.PositiveSmallIntegerField(
        _("duration in months"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    content_hash = models.CharField(max_length=64, blank=True)

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan version")
        verbose_name_plural = _("plan versions")
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_numbered_once"),
            models.UniqueConstraint(fields=["plan"], condition=Q(status="APPROVED"), name="one_approved_plan_version"),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(status__in=["DRAFT", "SUBMITTED", "RETURNED"]),
                name="one_open_plan_version",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["APPROVED", "SUPERSEDED"])
                | Q(approved_by__isnull=False, approved_at__isnull=False, submitted_by__isnull=False)
                & ~Q(content_hash=""),
                name="approved_plan_version_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("submitted_by")), name="plan_version_four_eyes"
            ),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="amendment_has_a_reason"),
            models.CheckConstraint(condition=Q(currency="USD"), name="plan_in_usd"),  # B01
        ]

    def __str__(self):
        return _("version %(number)s") % {"number": self.number}

    @property
    def is_editable(self):
        """Whether rows may still change."""
        return self.status in self.EDITABLE


class PlanRow(models.Model):
    """What every row of a version has: its identity through time, its place, and a revision against lost updates."""

    lineage = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


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

    node = models.ForeignKey(ResultNode, models.CASCADE, related_name="indicators")
    title = models.CharField(_("indicator"), max_length=300)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.NUMBER)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    direction = models.CharField(_("direction"), max_length=10, choices=Direction, default=Direction.INCREASE)
    over_time = models.CharField(_("over time"), max_length=10, choices=OverTime, default=OverTime.SUM)
    baseline_state = models.CharField(_("baseline"), max_length=15, choices=BaselineState, default=BaselineState.KNOWN)
    baseline_value = models.DecimalField(_("baseline value"), max_digits=18, decimal_places=4, null=True, blank=True)
    baseline_year = models.PositiveSmallIntegerField(
        _("baseline year"), null=True, blank=True, validators=[MinValueValidator(1990), MaxValueValidator(2100)]
    )
    target_value = models.DecimalField(_("target value"), max_digits=18, decimal_places=4, null=True, blank=True)
    target_text = models.CharField(_("target in words"), max_length=300, blank=True)
    source_and_method = models.CharField(_("data source and collection method"), max_length=300)
    counts_people = models.BooleanField(_("counts people"), default=False)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["node", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["node", "lineage"], name="indicator_lineage_once"),
            models.CheckConstraint(
                condition=Q(over_time="LATEST") | ~Q(kind__in=["PERCENTAGE", "YES_NO", "QUALITATIVE"]),
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
                condition=~Q(kind="PERCENTAGE") | Q(target_value=None) | Q(target_value__range=(0, 100)),
                name="percentage_target_in_range",
            ),
        ]

    def __str__(self):
        return self.title


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

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["output", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["output", "lineage"], name="activity_lineage_once"),
            models.CheckConstraint(
                condition=Q(start_month__gte=1, end_month__gte=F("start_month")), name="activity_ends_after_start"
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"


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


_FROZEN = "(SELECT status FROM plans_planversion WHERE id = {version}) IN ('APPROVED', 'SUPERSEDED')"
_OF_NODE = "(SELECT version_id FROM plans_resultnode WHERE id = {row}.%s)"
for _model, _version in [
    (ResultNode, "{row}.version_id"),
    (BudgetLine, "{row}.version_id"),
    (Indicator, _OF_NODE % "node_id"),
    (Activity, _OF_NODE % "output_id"),
]:
    forbid_changes(
        _model, (INSERT, UPDATE, DELETE), when=_FROZEN.replace("{version}", _version), name="frozen_with_version"
    )
forbid_changes(PlanVersion, (DELETE,), when="{row}.status IN ('APPROVED', 'SUPERSEDED')", name="approved")
forbid_changes(
    PlanVersion,
    (UPDATE,),
    when="OLD.status IN ('APPROVED', 'SUPERSEDED') AND NOT (OLD.status = 'APPROVED' AND NEW.status = 'SUPERSEDED'"
    " AND OLD.content_hash = NEW.content_hash AND COALESCE(OLD.duration_months, 0) = COALESCE(NEW.duration_months, 0))",
    name="approved",
)
