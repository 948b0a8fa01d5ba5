"""The Fund's own dated lists of eligible states."""

from datetime import UTC, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.immutability import DELETE, INSERT, UPDATE, forbid_changes

from .countries import Country, Region
from .lines import FundingLine

FIRST_YEAR, LAST_YEAR = 2001, 2100  # the Fund began in 2001
BEGINNING = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)  # stands in for the time of publication of the shipped lists


class EligibilityListQuerySet(models.QuerySet):
    def published(self):
        """Lists that count, newest first; of two for the same day the one published later (the shipped ones first)."""
        later = F("published_at").desc(nulls_last=True)  # the databases disagree on where an empty time stands
        return self.filter(status=EligibilityList.Status.PUBLISHED).order_by("-effective_from", later, "-pk")

    def in_force(self, line, on):
        """Published lists of ``line`` that hold on the day ``on``, newest first."""
        return self.published().filter(line=line, effective_from__lte=on)

    def visible_to(self, user):
        """Published lists for everybody; drafts for those who keep, publish or audit the rulebook."""
        if user.is_authenticated and {"keep_rulebook", "publish_rulebook", "see_rulebook"} & user.capabilities:
            return self
        return self.filter(status=EligibilityList.Status.PUBLISHED)

    def with_successor(self):
        """Adds ``superseded_on`` (first day of the next list of the line) and ``is_corrected`` (republished for its day)."""
        others = EligibilityList.objects.published().filter(line=OuterRef("line")).exclude(pk=OuterRef("pk"))
        later = others.filter(effective_from__gt=OuterRef("effective_from")).order_by("effective_from")
        published_at = Coalesce(OuterRef("published_at"), Value(BEGINNING))
        corrections = others.filter(effective_from=OuterRef("effective_from"), published_at__gt=published_at)
        return self.annotate(
            superseded_on=Subquery(later.values("effective_from")[:1]), is_corrected=Exists(corrections.order_by())
        )


class EligibilityList(models.Model):
    """The Fund's own dated list of eligible states for a line; it wins over any computation (rule E08).

    Published, it never changes. A later list supersedes it from its own first day on; until then it stays in force, so
    "superseded" is read off the dates and not stored.
    """

    class Status(models.TextChoices):
        DRAFT = "DRAFT", _("Draft")
        PUBLISHED = "PUBLISHED", _("Published")

    line = models.ForeignKey(
        FundingLine, models.PROTECT, related_name="eligibility_lists", verbose_name=_("funding line")
    )
    effective_from = models.DateField(_("effective from"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    is_complete = models.BooleanField(
        _("complete"), default=True, help_text=_("Without this, a state that is missing may still be eligible.")
    )
    source = models.CharField(_("source"), max_length=250)
    note = models.TextField(_("note"), blank=True)
    countries = models.ManyToManyField(Country, related_name="eligibility_lists", verbose_name=_("countries"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    published_at = models.DateTimeField(_("time of publication"), null=True, editable=False)

    objects = EligibilityListQuerySet.as_manager()

    class Meta:
        verbose_name = _("eligibility list")
        verbose_name_plural = _("eligibility lists")
        ordering = ["-effective_from", "line", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_by=None) | ~Q(published_by=F("changed_by")),
                name="list_published_by_second_person",
            ),
        ]

    def __str__(self):
        return f"{self.line_id} {self.effective_from}"

    def get_absolute_url(self):
        """Where it is compared and published."""
        return reverse("funding:list", kwargs={"pk": self.pk})

    def clean(self):
        """Refuse a day before the Fund or far ahead, and a second draft for one line and day."""
        if self.effective_from is None or self.is_published:
            return
        if not FIRST_YEAR <= self.effective_from.year <= LAST_YEAR:
            text = _("Give a date from 1 January %(first)s to 31 December %(last)s.")
            raise ValidationError({"effective_from": text % {"first": FIRST_YEAR, "last": LAST_YEAR}})
        same = EligibilityList.objects.filter(line=self.line_id, effective_from=self.effective_from)
        if same.filter(status=self.Status.DRAFT).exclude(pk=self.pk).exists():
            text = _("There is a draft of this line for this day already. Change or publish that one.")
            raise ValidationError({"effective_from": text})

    @property
    def title(self):
        """The list in words: "Line 2, 1 August 2024"."""
        return _("%(line)s, %(date)s") % {
            "line": self.line.name,
            "date": date_format(self.effective_from, "DATE_FORMAT"),
        }

    @property
    def is_published(self):
        """Whether it counts, and is frozen."""
        return self.status == self.Status.PUBLISHED


class PublishedCount(models.Model):
    """How many states a list counts in a region, as published: the key of the regional shares (C02).

    Without a row for a region the names on the list are counted. ``region`` is empty for states of a region not known.
    """

    eligibility_list = models.ForeignKey(EligibilityList, models.CASCADE, related_name="published_counts")
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    states = models.PositiveSmallIntegerField(_("number of states published"))

    class Meta:
        verbose_name = _("number of states published")
        verbose_name_plural = _("numbers of states published")
        ordering = [F("region__position").asc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(fields=["eligibility_list", "region"], name="one_count_a_region"),
            models.UniqueConstraint(
                fields=["eligibility_list"], condition=Q(region=None), name="one_count_without_region"
            ),
        ]

    def __str__(self):
        return f"{self.eligibility_list_id} {self.region_id}: {self.states}"


LIST_IS_PUBLISHED = (
    "EXISTS (SELECT 1 FROM funding_eligibilitylist WHERE id = {row}.eligibilitylist_id AND status = 'PUBLISHED')"
)
forbid_changes(EligibilityList, when="{row}.status = 'PUBLISHED'", name="published")
forbid_changes(EligibilityList.countries.through, (INSERT, UPDATE, DELETE), when=LIST_IS_PUBLISHED, name="published")
forbid_changes(
    PublishedCount,
    (INSERT, UPDATE, DELETE),
    when=LIST_IS_PUBLISHED.replace("eligibilitylist_id", "eligibility_list_id"),
    name="published",
)
