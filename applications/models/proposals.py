import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.access import visible_besides
from funding.models import Call, Country, Coverage, FocusArea, FundingLine, Region, Theme
from plans.models import Plan

from .questions import QuestionSet


def new_key():
    """A key for addresses that tells nothing; what protects an object is its rule."""
    return secrets.token_urlsafe(12)


class State(models.TextChoices):
    """Where a proposal stands (domain brief section 4). Labels are what applicants read."""

    DRAFT = "DRAFT", _("Draft")
    REGIONAL_REVIEW = "REGIONAL_REVIEW", _("With the Regional Office")
    FUND_REVIEW = "FUND_REVIEW", _("With the Fund")
    RETURNED = "RETURNED", _("Returned for changes")
    CLARIFICATION = "CLARIFICATION", _("Questions asked")
    RECOMMENDED = "RECOMMENDED", _("Waiting for the decision")
    APPROVED = "APPROVED", _("Approved")
    REJECTED = "REJECTED", _("Not approved")
    RETAINED = "RETAINED", _("Kept for later funding")
    NOT_ENDORSED = "NOT_ENDORSED", _("Not endorsed")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


EDITABLE = frozenset({State.DRAFT, State.RETURNED})
IN_REVIEW = frozenset({State.REGIONAL_REVIEW, State.FUND_REVIEW, State.CLARIFICATION, State.RECOMMENDED})
TONES = {
    State.DRAFT: "neutral", State.REGIONAL_REVIEW: "info", State.FUND_REVIEW: "info", State.RETURNED: "warning",
    State.RECOMMENDED: "info", State.APPROVED: "success", State.REJECTED: "danger", State.RETAINED: "warning",
    State.WITHDRAWN: "neutral", State.CLARIFICATION: "warning", State.NOT_ENDORSED: "danger",
}  # fmt: skip


class ApplicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Applications whose content ``user`` may open; the twin of the rule ``applications.view``.

        Drafts are for their applicant and the colleagues invited. Upper apps add their cases (assigned reviewers).
        """
        if not user.is_authenticated:
            return self.none()
        submitted = Q(reference__isnull=False)
        seen = Q(owner=user) | Q(members__user=user) | (submitted & Q(region__in=user.endorsing_regions))
        if user.has_capability("see_all"):
            seen |= submitted
        return self.filter(seen | (submitted & visible_besides(Application, user))).distinct()

    def written_by(self, user):
        """Applications that ``user`` started or was invited to."""
        return self.filter(Q(owner=user) | Q(members__user=user)).distinct()

    def worked_on_by(self, user):
        """Applications on whose team ``user`` is or once was: they never assess them."""
        mine = Q(owner=user) | Q(members__user=user) | Q(former_members__user=user)
        return self.filter(mine).distinct()

    def with_labels(self):
        """Everything a list shows, without further queries."""
        return self.select_related("owner", "line", "theme", "region").prefetch_related("countries")


class Application(models.Model):
    """A proposal, from its first draft to the decision."""

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True, null=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="applications", verbose_name=_("applicant")
    )
    title = models.CharField(_("project title"), max_length=250)
    language = models.CharField(_("language of the proposal"), max_length=2, choices=settings.LANGUAGES)
    line = models.ForeignKey(FundingLine, models.PROTECT, related_name="applications", verbose_name=_("funding line"))
    coverage = models.CharField(_("coverage"), max_length=20, choices=Coverage)
    countries = models.ManyToManyField(Country, related_name="applications", verbose_name=_("benefiting Member States"))
    other_countries = models.ManyToManyField(
        Country, blank=True, related_name="+", verbose_name=_("other countries that benefit")
    )
    call = models.ForeignKey(
        Call, models.PROTECT, null=True, editable=False, related_name="applications", verbose_name=_("call")
    )
    question_set = models.ForeignKey(
        QuestionSet,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="applications",
        verbose_name=_("questions of the call"),
    )
    region = models.ForeignKey(Region, models.PROTECT, related_name="applications", verbose_name=_("region"))
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="applications", verbose_name=_("theme")
    )
    focus_areas = models.ManyToManyField(
        FocusArea, blank=True, related_name="applications", verbose_name=_("focus areas")
    )
    executing_office = models.CharField(_("IOM office that would run the project"), max_length=200, blank=True)
    management_site = models.CharField(_("office that would manage the project"), max_length=200, blank=True)
    government_partner = models.CharField(_("main government partner"), max_length=200, blank=True)
    secondary_theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("secondary theme")
    )
    direct_beneficiaries = models.TextField(_("direct beneficiaries"), blank=True, max_length=500)
    contact_name = models.CharField(_("contact person"), max_length=150, blank=True)
    contact_email = models.EmailField(_("e-mail of the contact person"), blank=True)
    contact_phone = models.CharField(_("telephone of the contact person"), max_length=40, blank=True)
    focal_point_name = models.CharField(_("government focal point"), max_length=150, blank=True)
    focal_point_title = models.CharField(_("title of the focal point"), max_length=150, blank=True)
    focal_point_ministry = models.CharField(_("ministry of the focal point"), max_length=200, blank=True)
    focal_point_email = models.EmailField(_("e-mail of the focal point"), blank=True)
    rough_amount = models.DecimalField(
        _("rough budget (USD)"), max_digits=15, decimal_places=2, null=True, blank=True, editable=False
    )
    start_key = models.CharField(max_length=64, null=True, editable=False)
    plan = models.OneToOneField(Plan, models.PROTECT, related_name="application")
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT)
    funding_year = models.PositiveSmallIntegerField(_("funding year"))
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("time of start"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("time of submission"), null=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="DRAFT")
                | Q(state="WITHDRAWN")
                | Q(reference__isnull=False, submitted_at__isnull=False),
                name="submitted_application_has_reference",
            ),
            models.UniqueConstraint(fields=["owner", "start_key"], name="one_draft_of_one_form"),
        ]
        indexes = [models.Index(fields=["state", "-submitted_at"])]

    def __str__(self):
        return self.reference or self.title

    @property
    def title_language(self):
        return self.language

    def get_absolute_url(self):
        """The page of the application in the workspace."""
        return reverse("applications:detail", kwargs={"key": self.key})

    @property
    def state_tone(self):
        """Colour family of the state's badge."""
        return TONES[self.state]

    @property
    def is_editable(self):
        """Whether the applicant may still write."""
        return self.state in EDITABLE

    @property
    def open_clarification(self):
        """The questions that wait for the team's answers, or None."""
        return self.clarifications.filter(answered_at=None, closed_at=None).first()

    def is_open(self, part):
        """Whether a part ("cover", the key of a section, "plan", "letters") may be written now.

        While questions are asked, only the parts that they name are.
        """
        if self.state != State.CLARIFICATION:
            return self.is_editable
        return self.open_clarification is not None and part in self.open_clarification.parts
