import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.immutability import DELETE, INSERT, UPDATE, forbid_changes
from plans.models import BudgetLine, Indicator, PlanVersion
from projects.models import Project


class DutyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Duties of the projects whose working pages the person may open."""
        return self.filter(project__in=Project.objects.worked_on_by(user))


class Duty(models.Model):
    """Something a project owes the Fund by a date, made by a rule (R01, R02, R03)."""

    class Kind(models.TextChoices):
        FRAMEWORK = "FRAMEWORK", _("Results monitoring framework and work plan")
        INTERIM = "INTERIM", _("Interim report")
        FINAL = "FINAL", _("Final report")

    project = models.ForeignKey(Project, models.PROTECT, related_name="duties", verbose_name=_("project"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    sequence = models.PositiveSmallIntegerField(_("number"), default=1)
    starts_on = models.DateField(_("period from"))
    ends_on = models.DateField(_("period until"))
    due_on = models.DateField(_("due"))
    rule_code = models.CharField(_("rule"), max_length=10)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "kind", "sequence"], name="duty_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="duty_period_in_order"),
        ]

    def __str__(self):
        return (
            f"{self.get_kind_display()} {self.sequence}" if self.kind == self.Kind.INTERIM else self.get_kind_display()
        )

    def get_absolute_url(self):
        """Where it is reported: the report if there is one, else the page that starts it."""
        report = getattr(self, "report", None)
        return report.get_absolute_url() if report else reverse("monitoring:duty", kwargs={"pk": self.pk})


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Reports of one's own projects; for endorsers those of the region once sent; for the Fund's people all sent."""
        if not user.is_authenticated:
            return self.none()
        sent = Q(state__in=[Report.State.SUBMITTED, Report.State.RETURNED, Report.State.ACCEPTED])
        seen = Q(duty__project__manager=user) | (sent & Q(duty__project__region__in=user.endorsing_regions))
        if user.has_capability("see_all"):
            seen |= sent
        return self.filter(seen)

    def accepted(self):
        """Reports whose figures count and are public."""
        return self.filter(state=Report.State.ACCEPTED)


class Report(models.Model):
    """A narrative and financial report for one duty, against the plan version in force."""

    class State(models.TextChoices):
        DRAFT = "DRAFT", _("In progress")
        SUBMITTED = "SUBMITTED", _("Submitted")
        RETURNED = "RETURNED", _("Returned for changes")
        ACCEPTED = "ACCEPTED", _("Accepted")

    EDITABLE = frozenset({State.DRAFT, State.RETURNED})
    TONES = {State.DRAFT: "neutral", State.SUBMITTED: "info", State.RETURNED: "warning", State.ACCEPTED: "success"}

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    duty = models.OneToOneField(Duty, models.PROTECT, related_name="report")
    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="reports")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    progress = models.TextField(_("progress in this period"), blank=True, max_length=20_000)
    challenges = models.TextField(_("challenges and what was done about them"), blank=True, max_length=20_000)
    next_steps = models.TextField(_("plan for the next period"), blank=True, max_length=20_000)
    revision = models.PositiveIntegerField(default=1, editable=False)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(_("time of submission"), null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(_("time of acceptance"), null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_by=None) | ~Q(accepted_by=F("submitted_by")), name="report_four_eyes"
            ),
            models.CheckConstraint(
                condition=~Q(state="ACCEPTED") | Q(accepted_by__isnull=False, submitted_by__isnull=False),
                name="accepted_report_is_signed",
            ),
        ]

    def __str__(self):
        return f"{self.duty.project.code} {self.duty}"

    def get_absolute_url(self):
        """The page of the report in the workspace."""
        return reverse("monitoring:report", kwargs={"key": self.key})

    @property
    def state_tone(self):
        """Colour family of the state's badge."""
        return self.TONES[self.State(self.state)]

    @property
    def is_editable(self):
        """Whether the manager may still write."""
        return self.state in self.EDITABLE


class Actual(models.Model):
    """What an indicator reached in a report's period. Value in the indicator's unit, Decimal(18, 4)."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="actuals")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="actuals")
    lineage = models.UUIDField()
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=4, null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True, max_length=2000)

    class Meta:
        verbose_name = _("actual value")
        verbose_name_plural = _("actual values")
        constraints = [models.UniqueConstraint(fields=["report", "lineage"], name="one_actual_an_indicator")]

    def __str__(self):
        return f"{self.indicator_id}: {self.value}"


class Expenditure(models.Model):
    """What was spent on a budget line in a report's period, in USD; negative for credits."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="expenditures")
    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="expenditures")
    lineage = models.UUIDField()
    amount = models.DecimalField(_("spent in this period (USD)"), max_digits=15, decimal_places=2)
    comment = models.CharField(_("comment"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("expenditure")
        verbose_name_plural = _("expenditures")
        constraints = [models.UniqueConstraint(fields=["report", "lineage"], name="one_expenditure_a_line")]

    def __str__(self):
        return f"{self.line_id}: {self.amount}"


_OF_ACCEPTED = "(SELECT state FROM monitoring_report WHERE id = {row}.report_id) = 'ACCEPTED'"
for _model in (Actual, Expenditure):
    forbid_changes(_model, (INSERT, UPDATE, DELETE), when=_OF_ACCEPTED, name="accepted")
forbid_changes(Report, when="{row}.state = 'ACCEPTED'", name="accepted")
