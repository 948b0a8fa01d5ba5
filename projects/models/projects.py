"""Funded projects, from their award on."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from core.access import visible_besides
from funding.models import Country, Coverage, FundingLine, Region, Theme
from plans.models import Plan

CODE_PATTERN = r"^([A-Z]{2}\.\d{4}|[A-Z0-9]{3}-805)$"
PRIMA_PATTERN = r"^[A-Z]{2}(10|99)P\d{4}$"


class State(models.TextChoices):
    """Where a funded project stands (domain brief section 4). The public sees Active and Completed."""

    UNKNOWN = "UNKNOWN", _("Status not known")
    ACTIVATION = "ACTIVATION", _("Approved, not started")
    ACTIVE = "ACTIVE", _("Active")
    SUSPENDED = "SUSPENDED", _("Suspended")
    COMPLETED = "COMPLETED", _("Completed")
    CLOSED = "CLOSED", _("Closed")
    CANCELLED = "CANCELLED", _("Cancelled")


# What the public reads of a state: the Fund's catalogue knows Active and Completed only.
IN_PUBLIC = {State.SUSPENDED: State.ACTIVE, State.CLOSED: State.COMPLETED, State.CANCELLED: State.UNKNOWN}
PUBLIC_STATES = [choice for choice in State.choices if choice[0] not in IN_PUBLIC]
TONES = {
    State.UNKNOWN: "neutral", State.ACTIVATION: "warning", State.ACTIVE: "success", State.SUSPENDED: "warning",
    State.COMPLETED: "info", State.CLOSED: "neutral", State.CANCELLED: "danger",
}  # fmt: skip


class ProjectQuerySet(models.QuerySet):
    def public(self):
        """Projects in the public catalogue."""
        return self.filter(published_at__isnull=False)

    def visible_to(self, user):
        """Public projects; for the Fund's people all; for a manager and the applicants their own; for endorsers the region's."""
        if user.is_authenticated and user.has_capability("see_all"):
            return self
        public = Q(published_at__isnull=False)
        return self.filter(public | self._own(user) if user.is_authenticated else public)

    def worked_on_by(self, user):
        """Projects whose working pages the person may open, public or not."""
        if not user.is_authenticated:
            return self.none()
        if user.has_capability("see_all"):
            return self
        return self.filter(self._own(user))

    @staticmethod
    def _own(user):
        written = Application.objects.written_by(user).values("pk")
        own = Q(manager=user) | Q(application__in=written) | Q(region__in=user.endorsing_regions)
        return own | visible_besides(Project, user)

    def managed_by(self, user):
        """Projects that the person runs."""
        return self.filter(manager=user)

    def for_cards(self):
        """Everything that a card of a list shows, in a constant number of queries."""
        return self.select_related("theme", "region").prefetch_related("countries")


class Project(models.Model):
    """A funded project. Old records have a title, years and an amount; those awarded here have their plan too."""

    address = models.CharField(
        _("address"), max_length=80, unique=True, help_text=_("The project code where there is one.")
    )
    code = models.CharField(
        _("project code"), max_length=10, unique=True, null=True, blank=True, validators=[RegexValidator(CODE_PATTERN)]
    )
    prima_id = models.CharField(
        _("PRIMA ID"), max_length=12, unique=True, null=True, blank=True, validators=[RegexValidator(PRIMA_PATTERN)]
    )
    title = models.CharField(_("title"), max_length=500)
    title_language = models.CharField(
        _("language of the title"), max_length=2, choices=settings.LANGUAGES, default="en"
    )
    summary = models.TextField(_("summary"), blank=True)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("region")
    )
    countries = models.ManyToManyField(Country, related_name="projects", verbose_name=_("benefiting Member States"))
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("theme")
    )
    coverage = models.CharField(_("coverage"), max_length=20, choices=Coverage, blank=True)
    state = models.CharField(_("status"), max_length=20, choices=State, default=State.UNKNOWN)
    amount = models.DecimalField(_("amount (USD)"), max_digits=15, decimal_places=2, null=True, blank=True)
    funding_year = models.PositiveSmallIntegerField(_("funding year"), null=True, blank=True)
    start_year = models.PositiveSmallIntegerField(_("start year"), null=True, blank=True)
    end_year = models.PositiveSmallIntegerField(_("end year"), null=True, blank=True)
    starts_on = models.DateField(_("start"), null=True, blank=True)
    ends_on = models.DateField(_("end"), null=True, blank=True)
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    application = models.OneToOneField(
        Application, models.PROTECT, null=True, blank=True, related_name="project", verbose_name=_("application")
    )
    plan = models.OneToOneField(Plan, models.PROTECT, null=True, blank=True, related_name="project")
    line = models.ForeignKey(
        FundingLine, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("funding line")
    )
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="managed_projects",
        verbose_name=_("project manager"),
    )
    focal_point_name = models.CharField(_("government focal point"), max_length=150, blank=True)
    focal_point_title = models.CharField(_("title of the focal point"), max_length=150, blank=True)
    focal_point_ministry = models.CharField(_("ministry of the focal point"), max_length=200, blank=True)
    focal_point_email = models.EmailField(_("e-mail of the focal point"), blank=True)
    published_at = models.DateTimeField(_("time of publication"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = [F("start_year").desc(nulls_last=True), "title"]
        constraints = [
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gte=0), name="project_amount_not_negative"),
            models.CheckConstraint(
                condition=Q(start_year=None) | Q(end_year=None) | Q(end_year__gte=F("start_year")),
                name="project_years_in_order",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="project_dates_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state="ACTIVE", application__isnull=False)
                | Q(code__isnull=False, starts_on__isnull=False, ends_on__isnull=False),
                name="active_project_has_code_and_dates",
            ),
        ]
        indexes = [models.Index(fields=["-published_at"])]

    def __str__(self):
        return f"{self.code} {self.title}" if self.code else self.title

    def get_absolute_url(self):
        """Its working page; the public page is that of its ``PublicRecord``."""
        return reverse("managed:detail", kwargs={"address": self.address})

    @property
    def state_tone(self):
        """Colour family of the status badge."""
        return TONES[self.state]

    @property
    def years(self):
        """Start and end as years: "2018–2019", "2018–", ""."""
        return years_between(self)


def years_between(project):
    """Start and end of a project or its public record as years: "2018–2019", "2018–", ""."""
    start = project.starts_on.year if project.starts_on else project.start_year
    end = project.ends_on.year if project.ends_on else project.end_year
    if start == end:
        return str(start or "")
    return f"{start or ''}–{end or ''}"


def shown_language(row, name):
    """The language in which the translated field ``name`` is shown: the active one, else the first that has a text."""
    order = dict.fromkeys([get_language(), "en", "fr", "es"])
    return next((code for code in order if getattr(row, f"{name}_{code}", "")), "")
