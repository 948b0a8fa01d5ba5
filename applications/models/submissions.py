from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.immutability import forbid_changes
from funding.models import RuleSet

from .proposals import Application


class Submission(models.Model):
    """What was handed in: the whole proposal as data, its hash, and what the rules found at that moment. Never changes.

    ``facts`` held against ``rule_set`` give ``findings`` again, to the byte.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField(_("number"))
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(_("time of submission"))
    arrived_at = models.DateTimeField(
        _("time of arrival"),
        null=True,
        help_text=_("When the request reached the portal: what the deadline is held to."),
    )
    form_key = models.CharField(
        max_length=64,
        unique=True,
        null=True,
        editable=False,
        help_text=_("Of the form sent: sent twice, it counts once."),
    )
    clarification = models.OneToOneField(
        "applications.Clarification", models.PROTECT, null=True, related_name="submission",
        verbose_name=_("clarification that it answers"),
    )  # fmt: skip
    content = models.TextField(_("content"), help_text=_("Canonical JSON, UTF-8."))
    sha256 = models.CharField(max_length=64, db_index=True)
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, null=True, related_name="+", verbose_name=_("rule set"))
    facts = models.TextField(_("facts"), blank=True, help_text=_("What the rules were asked. Canonical JSON."))
    findings = models.TextField(_("findings"), blank=True, help_text=_("What they answered. Canonical JSON."))

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["application", "-number"]
        constraints = [models.UniqueConstraint(fields=["application", "number"], name="submission_numbered_once")]

    def __str__(self):
        return f"{self.application} #{self.number}"

    @property
    def received_at(self):
        """When it reached the portal; submissions of before that was noted have only the time they were recorded."""
        return self.arrived_at or self.submitted_at


class ReferenceCounter(models.Model):
    """The last number given in a year; its lock orders submissions."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.year}: {self.last}"


forbid_changes(Submission)
