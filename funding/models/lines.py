"""Funding lines, how far projects reach, and the ledger of a line's money."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.immutability import forbid_changes

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


forbid_changes(LedgerEntry)
