"""Who reviewers are: what they know, what excludes them, how much they can take."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from funding.models import Country, Theme


class ReviewerProfileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own; for those who assign, all."""
        if not user.is_authenticated:
            return self.none()
        return self if user.has_capability("assign") else self.filter(user=user)


class ReviewerProfile(models.Model):
    """What a reviewer told the Fund: expertise helps in the choice, countries and employers exclude."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reviewer_profile")
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("expertise"))
    languages = models.JSONField(_("languages read"), default=list, blank=True)
    countries = models.ManyToManyField(
        Country,
        blank=True,
        related_name="+",
        verbose_name=_("countries"),
        help_text=_(
            "Of nationality, residence or work in the last five years. You are never asked about their proposals."
        ),
    )
    employers = models.ManyToManyField(
        Organisation,
        blank=True,
        related_name="+",
        verbose_name=_("employers"),
        help_text=_("Besides your present organisation, of the last five years."),
    )
    capacity = models.PositiveSmallIntegerField(
        _("proposals at a time, at most"), default=5, validators=[MinValueValidator(0), MaxValueValidator(50)]
    )
    away_from = models.DateField(_("away from"), null=True, blank=True)
    away_until = models.DateField(_("away until"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = ReviewerProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("profile of a reviewer")
        verbose_name_plural = _("profiles of reviewers")
        constraints = [
            models.CheckConstraint(
                condition=Q(away_from=None) | Q(away_until=None) | Q(away_until__gte=F("away_from")),
                name="away_ends_after_start",
                violation_error_message=_("The last day must not be before the first."),
            )
        ]

    def __str__(self):
        return str(self.user)


class TieQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own; for those who assign, all."""
        if not user.is_authenticated:
            return self.none()
        return self if user.has_capability("assign") else self.filter(reviewer=user)

    def standing(self):
        """Those that exclude today."""
        return self.filter(ended_at=None)


class Tie(models.Model):
    """A tie of a reviewer to an organisation or a person, declared by either side: it excludes as long as it stands."""

    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="ties", verbose_name=_("reviewer")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    reason = models.CharField(_("what the tie is"), max_length=300)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(_("declared"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects = TieQuerySet.as_manager()

    class Meta:
        verbose_name = _("declared tie")
        verbose_name_plural = _("declared ties")
        ordering = ["reviewer", "declared_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, person=None) | Q(organisation=None, person__isnull=False),
                name="tie_to_one_side",
                violation_error_message=_("Name an organisation or a person, not both."),
            ),
            models.CheckConstraint(
                condition=Q(person=None) | ~Q(person=F("reviewer")), name="nobody_is_tied_to_themselves"
            ),
        ]

    def __str__(self):
        return f"{self.reviewer}: {self.organisation or self.person}"

    def get_absolute_url(self):
        """Where the reviewer keeps it."""
        return reverse("reviews:profile")

    @property
    def to(self):
        """The organisation or the person."""
        return self.organisation or self.person
