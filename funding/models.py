from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Coverage(models.TextChoices):
    """How far a project reaches (domain brief section 7)."""

    NATIONAL = "NATIONAL", _("National")
    REGIONAL = "REGIONAL", _("Regional")
    MULTI_REGIONAL = "MULTI_REGIONAL", _("Multi-regional")
    GLOBAL = "GLOBAL", _("Global")


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
    def members(self):
        """Member States of IOM."""
        return self.filter(is_iom_member=True)


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
    is_iom_member = models.BooleanField(_("IOM Member State"), default=False)
    withdrew_on = models.DateField(_("voluntary withdrawal"), null=True, blank=True, help_text=_("Rule E03"))

    objects = CountryQuerySet.as_manager()

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["name"]

    def __str__(self):
        return self.name


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


class GroupMembership(models.Model):
    """Belonging of a country to a group (European Union, LDC, LLDC, SIDS) between two dates."""

    class Group(models.TextChoices):
        EU = "EU", _("European Union")
        LDC = "LDC", _("Least developed countries")
        LLDC = "LLDC", _("Landlocked developing countries")
        SIDS = "SIDS", _("Small island developing States")

    country = models.ForeignKey(Country, models.CASCADE, related_name="memberships", verbose_name=_("country"))
    group = models.CharField(_("group"), max_length=10, choices=Group)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("group membership")
        verbose_name_plural = _("group memberships")
        ordering = ["group", "country"]
        constraints = [
            models.UniqueConstraint(fields=["country", "group", "valid_from"], name="one_membership_from_a_date"),
            models.UniqueConstraint(
                fields=["country", "group"], condition=Q(valid_from=None), name="one_membership_without_a_date"
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="membership_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"{self.group}: {self.country_id}"


class FocusArea(models.Model):
    """What the Fund pays for (rule S04)."""

    code = models.CharField(_("code"), max_length=40, primary_key=True)
    name = models.CharField(_("name"), max_length=150)
    is_exceptional = models.BooleanField(_("only exceptionally"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("focus area")
        verbose_name_plural = _("focus areas")
        ordering = ["position", "code"]

    def __str__(self):
        return self.name


class Theme(models.Model):
    """A "Project Type" of the Fund's site; its prefix begins the project codes."""

    code = models.CharField(
        _("code"), max_length=10, primary_key=True, help_text=_("The prefix of project codes, where there is one.")
    )
    name = models.CharField(_("name"), max_length=150)
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    focus_area = models.ForeignKey(
        FocusArea, models.PROTECT, null=True, blank=True, related_name="themes", verbose_name=_("focus area")
    )
    has_prefix = models.BooleanField(_("begins project codes"), default=True)
    is_legacy = models.BooleanField(_("no longer used"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["position", "code"]

    def __str__(self):
        return self.name


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


class Ceiling(models.Model):
    """Least and greatest amount of a line for a coverage, from a funding year on (rules A01–A06)."""

    line = models.ForeignKey(FundingLine, models.CASCADE, related_name="ceilings", verbose_name=_("line"))
    coverage = models.CharField(_("coverage"), max_length=20, choices=Coverage)
    valid_from_year = models.PositiveSmallIntegerField(_("from funding year"))
    minimum_amount = models.DecimalField(_("minimum (USD)"), max_digits=15, decimal_places=2)
    maximum_amount = models.DecimalField(_("maximum (USD)"), max_digits=15, decimal_places=2)
    is_confirmed = models.BooleanField(_("confirmed by a source"), default=False)
    source = models.CharField(_("source"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("ceiling")
        verbose_name_plural = _("ceilings")
        ordering = ["line", "coverage", "-valid_from_year"]
        constraints = [
            models.UniqueConstraint(fields=["line", "coverage", "valid_from_year"], name="one_ceiling_a_year"),
            models.CheckConstraint(
                condition=Q(minimum_amount__gte=0, maximum_amount__gte=F("minimum_amount")), name="ceiling_above_floor"
            ),
        ]

    def __str__(self):
        return f"{self.line_id} {self.coverage} {self.valid_from_year}"


class YearlyAmount(models.Model):
    """Money a line had in a year: newly allocated and recovered from closed projects."""

    line = models.ForeignKey(FundingLine, models.CASCADE, related_name="yearly_amounts", verbose_name=_("line"))
    year = models.PositiveSmallIntegerField(_("year"))
    allocated_amount = models.DecimalField(_("allocated (USD)"), max_digits=15, decimal_places=2)
    recovered_amount = models.DecimalField(
        _("recovered (USD)"),
        max_digits=15,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Empty where not published."),
    )

    class Meta:
        verbose_name = _("yearly amount")
        verbose_name_plural = _("yearly amounts")
        ordering = ["-year", "line"]
        constraints = [models.UniqueConstraint(fields=["line", "year"], name="one_amount_a_line_and_year")]

    def __str__(self):
        return f"{self.line_id} {self.year}"


class EligibilityListQuerySet(models.QuerySet):
    def in_force(self, line, on):
        """Published lists of ``line`` that hold on the day ``on``, newest first."""
        return self.filter(line=line, status=EligibilityList.Status.PUBLISHED, effective_from__lte=on).order_by(
            "-effective_from"
        )


class EligibilityList(models.Model):
    """The Fund's own dated list of eligible states for a line; it wins over any computation (rule E08)."""

    class Status(models.TextChoices):
        DRAFT = "DRAFT", _("Draft")
        PUBLISHED = "PUBLISHED", _("Published")

    line = models.ForeignKey(FundingLine, models.PROTECT, related_name="eligibility_lists", verbose_name=_("line"))
    effective_from = models.DateField(_("effective from"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    is_complete = models.BooleanField(
        _("complete"), default=True, help_text=_("Without this, a state that is missing may still be eligible.")
    )
    published_total = models.PositiveSmallIntegerField(_("number of states published"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=250)
    note = models.TextField(_("note"), blank=True)
    countries = models.ManyToManyField(Country, related_name="eligibility_lists", verbose_name=_("countries"))

    objects = EligibilityListQuerySet.as_manager()

    class Meta:
        verbose_name = _("eligibility list")
        verbose_name_plural = _("eligibility lists")
        ordering = ["-effective_from", "line"]
        constraints = [models.UniqueConstraint(fields=["line", "effective_from"], name="one_list_a_line_and_date")]

    def __str__(self):
        return f"{self.line_id} {self.effective_from}"


class Severity(models.TextChoices):
    """What happens when a rule is not met. An unconfirmed rule never blocks."""

    BLOCK = "BLOCK", _("Blocks submission")
    WARN = "WARN", _("Warns")
    TASK = "TASK", _("Followed up later")


class Rule(models.Model):
    """One rule of the Fund (``B02``), with its words, source and parameters."""

    code = models.CharField(_("rule"), max_length=10)
    title = models.CharField(_("title"), max_length=120)
    explanation = models.TextField(_("explanation"))
    source = models.CharField(_("source"), max_length=250)
    severity = models.CharField(_("if broken"), max_length=10, choices=Severity)
    is_confirmed = models.BooleanField(_("confirmed by a source"), default=False)
    parameters = models.JSONField(_("parameters"), default=dict, blank=True)
    unconfirmed_parameters = models.JSONField(
        _("unconfirmed parameters"), default=list, blank=True, help_text=_("Names of parameters that may only warn.")
    )
    valid_from_year = models.PositiveSmallIntegerField(_("from funding year"))

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ["code", "-valid_from_year"]
        constraints = [models.UniqueConstraint(fields=["code", "valid_from_year"], name="one_rule_a_year")]

    def __str__(self):
        return f"{self.code} {self.title}"

    @property
    def blocks(self):
        """Whether breaking it stops a submission: only a confirmed rule may."""
        return self.is_confirmed and self.severity == Severity.BLOCK
