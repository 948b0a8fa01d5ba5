"""Plans and their versions."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.access import visible_besides
from core.immutability import DELETE, UPDATE, forbid_changes


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
        return self.filter(visible_besides(PlanVersion, user)).select_related("plan").distinct()


class PlanVersion(models.Model):
    """Framework, work plan and budget as they stood together. Frozen when approved; a change is a new version."""

    class Status(models.TextChoices):
        DRAFT = "DRAFT", pgettext_lazy("plan version", "Draft")
        SUBMITTED = "SUBMITTED", pgettext_lazy("plan version", "Submitted")
        RETURNED = "RETURNED", pgettext_lazy("plan version", "Returned")
        APPROVED = "APPROVED", pgettext_lazy("plan version", "Approved")
        SUPERSEDED = "SUPERSEDED", pgettext_lazy("plan version", "Superseded")
        WITHDRAWN = "WITHDRAWN", pgettext_lazy("plan version", "Withdrawn")

    OPEN = (Status.DRAFT, Status.SUBMITTED, Status.RETURNED)
    EDITABLE = (Status.DRAFT, Status.RETURNED)
    FROZEN = (Status.APPROVED, Status.SUPERSEDED)
    TONES = {
        Status.DRAFT: "neutral", Status.SUBMITTED: "info", Status.RETURNED: "warning", Status.APPROVED: "success",
        Status.SUPERSEDED: "neutral", Status.WITHDRAWN: "neutral",
    }  # fmt: skip

    class Origin(models.TextChoices):
        APPLICATION = "APPLICATION", _("Proposal")
        AMENDMENT = "AMENDMENT", _("Amendment")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    origin = models.CharField(_("origin"), max_length=20, choices=Origin, default=Origin.APPLICATION)
    reason = models.TextField(_("reason"), blank=True)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, related_name="amendments")
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
            models.CheckConstraint(
                condition=Q(number=1, based_on=None) | Q(number__gt=1, based_on__isnull=False),
                name="amendment_is_based_on_a_version",
            ),
            models.CheckConstraint(condition=Q(currency="USD"), name="plan_in_usd"),  # B01
        ]

    def __str__(self):
        return _("version %(number)s") % {"number": self.number}

    def get_absolute_url(self):
        """The history of the plan, where the steps of an amendment are taken."""
        return reverse("plans:versions", kwargs={"pk": self.pk})

    @property
    def state_tone(self):
        """Colour family of the status's badge."""
        return self.TONES[self.Status(self.status)]

    @property
    def is_editable(self):
        """Whether rows may still change."""
        return self.status in self.EDITABLE


class Removal(models.Model):
    """Rows that somebody removed from an open version, kept so that the removal can be undone."""

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="removals")
    label = models.CharField(_("what was removed"), max_length=200)
    rows = models.TextField(help_text=_("The removed rows in Django's JSON, parents first; numbers as text."))
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("removal")
        verbose_name_plural = _("removals")
        ordering = ["-removed_at", "-pk"]

    def __str__(self):
        return self.label


forbid_changes(PlanVersion, (DELETE,), when="{row}.status IN ('APPROVED', 'SUPERSEDED')", name="approved")
forbid_changes(
    PlanVersion,
    (UPDATE,),
    when="OLD.status IN ('APPROVED', 'SUPERSEDED') AND NOT (OLD.status = 'APPROVED' AND NEW.status = 'SUPERSEDED'"
    " AND OLD.content_hash = NEW.content_hash AND COALESCE(OLD.duration_months, 0) = COALESCE(NEW.duration_months, 0))",
    name="approved",
)
