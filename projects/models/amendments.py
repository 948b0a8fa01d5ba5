"""What is asked with an amendment of a plan: more time, another budget, another framework; and who agreed to it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.immutability import DELETE, INSERT, UPDATE, forbid_changes
from core.models import KeptFile
from plans.models import PlanVersion


class AmendmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those whose plan version the person may open."""
        return self.filter(version__in=PlanVersion.objects.visible_to(user))


class Amendment(models.Model):
    """A request to the Fund. What it changes stands in its plan version, which is approved or not together with it.

    ``agreed_ends_on`` is the end last agreed when it was asked; ``last_day`` the last day for the request by R08, noted
    with ``requested_on`` when it was submitted first. None where the rule does not apply.
    """

    class Kind(models.TextChoices):
        EXTENSION = "EXTENSION", pgettext_lazy("amendment", "Extension without further money")
        BUDGET = "BUDGET", pgettext_lazy("amendment", "Budget revision")
        FRAMEWORK = "FRAMEWORK", pgettext_lazy("amendment", "Change of results, activities or risks")

    version = models.OneToOneField(PlanVersion, models.PROTECT, primary_key=True, related_name="amendment")
    extends = models.BooleanField(Kind.EXTENSION.label, default=False)
    revises_budget = models.BooleanField(Kind.BUDGET.label, default=False)
    changes_framework = models.BooleanField(Kind.FRAMEWORK.label, default=False)
    agreed_ends_on = models.DateField(_("end last agreed"))
    extends_by_months = models.PositiveSmallIntegerField(_("longer by, in months"), null=True, blank=True)
    new_ends_on = models.DateField(_("new end"), null=True, blank=True)
    requested_on = models.DateField(_("first submitted on"), null=True, blank=True)
    last_day = models.DateField(_("last day for the request"), null=True, blank=True)
    override_reason = models.TextField(_("why it may be late"), max_length=4000, blank=True)
    overridden_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    confirmation_comment = models.TextField(_("comment"), max_length=4000, blank=True)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        ordering = ["version"]
        constraints = [
            models.CheckConstraint(
                condition=Q(extends=True) | Q(revises_budget=True) | Q(changes_framework=True),
                name="amendment_asks_for_something",
            ),
            models.CheckConstraint(
                condition=Q(extends=True, extends_by_months__isnull=False, new_ends_on__isnull=False)
                & Q(extends_by_months__gt=0, new_ends_on__gt=models.F("agreed_ends_on"))
                | Q(extends=False, extends_by_months=None, new_ends_on=None),
                name="extension_has_a_later_end",
            ),
            models.CheckConstraint(
                condition=Q(overridden_by=None, override_reason="")
                | (Q(overridden_by__isnull=False) & ~Q(override_reason="")),
                name="late_amendment_is_allowed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None, confirmation_comment="")
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="confirmed_amendment_is_signed",
            ),
        ]

    def __str__(self):
        return str(self.version)

    def get_absolute_url(self):
        """Where its steps are taken."""
        return self.version.get_absolute_url()

    @property
    def kinds(self):
        """What is asked, in the order of ``Kind``."""
        asked = (self.extends, self.revises_budget, self.changes_framework)
        return [kind for kind, is_asked in zip(self.Kind, asked, strict=True) if is_asked]

    @property
    def is_confirmed(self):
        """Whether the Regional Office has agreed (R07)."""
        return self.confirmed_at is not None

    @property
    def is_late(self):
        """Whether it was first submitted after the last day for it (R08)."""
        return self.last_day is not None and self.requested_on is not None and self.requested_on > self.last_day

    @property
    def waits_for(self):
        """Whose turn it is, in words; empty unless it is submitted."""
        if self.version.status != PlanVersion.Status.SUBMITTED:
            return ""
        return _("Waits for the Fund") if self.is_confirmed else _("Waits for the Regional Office")

    @property
    def agreement(self):
        """The government's agreement (R07), or None."""
        return getattr(self, "government", None)


class GovernmentAgreement(KeptFile):
    """That the government agrees to an amendment (R07): who said so, when, and the letter."""

    amendment = models.OneToOneField(Amendment, models.PROTECT, primary_key=True, related_name="government")
    name = models.CharField(_("who agreed"), max_length=200)
    office = models.CharField(_("ministry or agency"), max_length=200)
    agreed_on = models.DateField(_("date of the letter"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("added"), auto_now=True)

    class Meta:
        verbose_name = _("agreement of a government")
        verbose_name_plural = _("agreements of governments")

    def __str__(self):
        return f"{self.name}, {self.office}"

    def get_letter_url(self):
        """The letter as a file."""
        return reverse("managed:amendment_letter", kwargs={"pk": self.amendment_id})


_DECIDED = "(SELECT status FROM plans_planversion WHERE id = {row}.%s) IN ('APPROVED', 'SUPERSEDED')"
forbid_changes(Amendment, (UPDATE, DELETE), when=_DECIDED % "version_id", name="frozen_with_version")
forbid_changes(
    GovernmentAgreement, (INSERT, UPDATE, DELETE), when=_DECIDED % "amendment_id", name="frozen_with_version"
)
