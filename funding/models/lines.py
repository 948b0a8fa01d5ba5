"""Funding lines, how far projects reach, and the ledger of a line's money."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.immutability import forbid_changes

from .. import ledger
from .countries import Region


class Coverage(models.TextChoices):
    """How far a project reaches (domain brief section 7)."""

    NATIONAL = "NATIONAL", _("National")
    REGIONAL = "REGIONAL", _("Regional")
    MULTI_REGIONAL = "MULTI_REGIONAL", _("Multi-regional")
    GLOBAL = "GLOBAL", _("Global")


class FundingLine(models.Model):
    """Line 1 or Line 2 of the Fund."""

    number = models.PositiveSmallIntegerField(_("number"), primary_key=True)
    name = models.CharField(_("name"), max_length=50)
    description = models.TextField(_("description"), blank=True)
    excludes_article_4 = models.BooleanField(
        _("not for states under Article 4"), default=False, help_text=_("Rule E05")
    )

    class Meta:
        verbose_name = _("funding line")
        verbose_name_plural = _("funding lines")
        ordering = ["number"]

    def __str__(self):
        return self.name


class LedgerEntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All entries for everybody of the Fund; the twin of the rule ``funding.see_funds``."""
        return self if user.is_authenticated and user.has_capability("see_all") else self.none()


class LedgerEntry(models.Model):
    """Money that came to a line or left it, in the funding year it belongs to. Never changed: an error is reversed."""

    class Kind(models.TextChoices):
        ALLOCATION = "ALLOCATION", _("Allocation")
        RECOVERY = "RECOVERY", _("Recovered from closed projects")
        COMMITMENT = "COMMITMENT", _("Committed to a project")
        RELEASE = "RELEASE", _("Released from a project")

    line = models.ForeignKey(FundingLine, models.PROTECT, related_name="entries", verbose_name=_("funding line"))
    year = models.PositiveSmallIntegerField(_("funding year"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    amount = models.DecimalField(_("amount (USD)"), max_digits=15, decimal_places=2)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    reference = models.CharField(_("reference"), max_length=60, blank=True, help_text=_("The proposal or project."))
    source = models.CharField(_("source"), max_length=250, blank=True)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by", verbose_name=_("reverses")
    )
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("booked by")
    )
    booked_at = models.DateTimeField(_("time of booking"), default=timezone.now)

    BY_HAND = (Kind.ALLOCATION, Kind.RECOVERY)  # the others are steps of the portal and follow a decision

    objects = LedgerEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ["-year", "line", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="entry_amount_is_positive",
                violation_error_message=_("The amount must be above zero."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="COMMITMENT") | Q(region__isnull=False) & ~Q(reference=""),
                name="commitment_names_project_and_region",
            ),
            models.UniqueConstraint(
                fields=["reference"], condition=Q(kind="COMMITMENT", reverses=None), name="one_commitment_a_project"
            ),
        ]
        indexes = [models.Index(fields=["line", "year"])]

    def __str__(self):
        return f"{self.line_id} {self.year} {self.kind} {self.amount}"

    def get_absolute_url(self):
        """The page of the line's year."""
        return reverse("funding:funds_year", kwargs={"year": self.year, "line": self.line_id})

    @property
    def is_reversal(self):
        """Whether it takes another entry back."""
        return self.reverses_id is not None

    @property
    def effect(self):
        """What it does to the money available: above zero what comes to the line, below what leaves it."""
        return ledger.effect(self.kind, self.amount, is_reversal=self.is_reversal)

    @property
    def can_be_reversed(self):
        """Whether an officer typed it and nobody took it back yet; ``reversed_by`` must be selected with the entry."""
        return self.kind in self.BY_HAND and not self.is_reversal and not hasattr(self, "reversed_by")


forbid_changes(LedgerEntry)
