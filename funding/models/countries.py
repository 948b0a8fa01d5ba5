"""Countries and what holds for them from one day to another: membership, groups, Article 4, withdrawal, income."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Region(models.Model):
    """One of the Fund's own regions; not those of the UN Statistics Division."""

    code = models.CharField(_("code"), max_length=30, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_confirmed = models.BooleanField(_("confirmed by a source"), default=True)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["position", "code"]

    def __str__(self):
        return self.name


class CountryQuerySet(models.QuerySet):
    def members(self, on):
        """Member States of IOM on a day."""
        return self.filter(pk__in=CountryStatus.objects.in_force(on).filter(kind="IOM_MEMBER").values("country"))


class Country(models.Model):
    """A country or territory of ISO 3166-1."""

    code = models.CharField(_("ISO code"), max_length=2, primary_key=True)
    code3 = models.CharField(_("three-letter code"), max_length=3, unique=True)
    m49 = models.CharField(_("UN M49 code"), max_length=3, blank=True)
    name = models.CharField(_("name"), max_length=100)
    aliases = models.JSONField(
        _("other names"), default=list, blank=True, help_text=_("Old names and spellings, for imports and search.")
    )
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="countries", verbose_name=_("region")
    )
    latitude = models.DecimalField(_("latitude"), max_digits=7, decimal_places=4, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=7, decimal_places=4, null=True, blank=True)

    objects = CountryQuerySet.as_manager()

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def clean(self):
        """Refuse other names that are no list of texts: imports and searches read them one by one."""
        if not isinstance(self.aliases, list) or not all(isinstance(name, str) for name in self.aliases):
            text = _("Write a list of names in quotation marks, such as %(example)s.")
            raise ValidationError({"aliases": text % {"example": '["Burma", "Birmanie"]'}})

    @property
    def spellings(self):
        """Its codes, its names in three languages and its other names."""
        return [self.pk, self.code3, self.name_en, self.name_fr, self.name_es, *self.aliases]

    def get_absolute_url(self):
        """The country's eligibility with its history."""
        return reverse("funding:country", kwargs={"code": self.code})


class IncomeGroup(models.TextChoices):
    """World Bank income groups."""

    LOW = "LOW", _("Low income")
    LOWER_MIDDLE = "LOWER_MIDDLE", _("Lower-middle income")
    UPPER_MIDDLE = "UPPER_MIDDLE", _("Upper-middle income")
    HIGH = "HIGH", _("High income")


class CountryIncome(models.Model):
    """A country's income group in one World Bank fiscal year (published 1 July of the calendar year before)."""

    country = models.ForeignKey(Country, models.CASCADE, related_name="incomes", verbose_name=_("country"))
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))
    group = models.CharField(_("income group"), max_length=20, choices=IncomeGroup)

    class Meta:
        verbose_name = _("income group")
        verbose_name_plural = _("income groups")
        ordering = ["-fiscal_year", "country"]
        constraints = [models.UniqueConstraint(fields=["country", "fiscal_year"], name="one_income_group_a_year")]

    def __str__(self):
        return f"{self.country_id} {self.fiscal_year}: {self.get_group_display()}"


class CountryStatusQuerySet(models.QuerySet):
    def in_force(self, on):
        """Rows that hold on the day ``on``: the first day counts, the last does not."""
        begun, lasting = Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gt=on)
        return self.filter(begun & lasting)


class CountryStatus(models.Model):
    """Something that holds for a country between two days: the first day included, the last one not.

    Two rows of one country and kind never overlap. An empty first day means "not recorded", an empty last one "until now".
    """

    class Kind(models.TextChoices):
        IOM_MEMBER = "IOM_MEMBER", _("IOM Member State")
        EU = "EU", _("Member of the European Union")
        ARTICLE_4 = "ARTICLE_4", _("Subject to Article 4 of the IOM Constitution")
        WITHDRAWN = "WITHDRAWN", _("Withdrawn from the Fund")
        LDC = "LDC", _("Least developed country")
        LLDC = "LLDC", _("Landlocked developing country")
        SIDS = "SIDS", _("Small island developing State")

    country = models.ForeignKey(Country, models.CASCADE, related_name="statuses", verbose_name=_("country"))
    kind = models.CharField(_("status"), max_length=10, choices=Kind)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The first day on which it no longer holds.")
    )
    source = models.CharField(_("source"), max_length=250, blank=True)

    objects = CountryStatusQuerySet.as_manager()

    class Meta:
        verbose_name = _("status of a country")
        verbose_name_plural = _("statuses of countries")
        ordering = ["kind", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["country", "kind", "valid_from"], name="one_status_from_a_date"),
            models.UniqueConstraint(
                fields=["country", "kind"], condition=Q(valid_from=None), name="one_status_without_a_date"
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="status_ends_after_start",
                violation_error_message=_("The last day must be after the first."),
            ),
        ]

    def __str__(self):
        return f"{self.kind}: {self.country_id}"

    def clean(self):
        """Refuse a period that overlaps another of the same country and kind."""
        if self.country_id is None:
            return
        others = CountryStatus.objects.filter(country=self.country_id, kind=self.kind).exclude(pk=self.pk)
        if other := others.filter(overlapping(self.valid_from, self.valid_to)).first():
            text = _("This overlaps the period from %(start)s to %(end)s that is recorded already.")
            facts = {"start": other.valid_from or "…", "end": other.valid_to or "…"}
            raise ValidationError({"valid_from": text % facts})


def overlapping(valid_from, valid_to):
    """The condition that a row with ``valid_from`` and ``valid_to`` shares a day with the period given; None is open."""
    begins_before = Q() if valid_to is None else Q(valid_from=None) | Q(valid_from__lt=valid_to)
    ends_after = Q() if valid_from is None else Q(valid_to=None) | Q(valid_to__gt=valid_from)
    return begins_before & ends_after
