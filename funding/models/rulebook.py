"""The Fund's rules as rows, in sets by funding year."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.immutability import DELETE, INSERT, UPDATE, forbid_changes

from .countries import overlapping


class RuleSetQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published sets are public; drafts are for those who keep, publish or audit the rulebook (``funding.see_rulebook``)."""
        if user.is_authenticated and {"keep_rulebook", "publish_rulebook", "see_rulebook"} & user.capabilities:
            return self
        return self.filter(status=RuleSet.Status.PUBLISHED)

    def for_year(self, year):
        """Published sets that may hold for a funding year; the first one does."""
        found = self.filter(status=RuleSet.Status.PUBLISHED, from_year__lte=year)
        return found.order_by("-from_year", "-version")


class RuleSet(models.Model):
    """All rules that hold from a funding year on, until a later set begins.

    Published, it never changes: a correction is a new version for the same year. ``sha256`` seals what was published.
    """

    class Status(models.TextChoices):
        DRAFT = "DRAFT", _("Draft")
        PUBLISHED = "PUBLISHED", _("Published")

    from_year = models.PositiveSmallIntegerField(_("from funding year"))
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    name = models.CharField(_("name"), max_length=100)
    note = models.TextField(_("note"), blank=True, help_text=_("What it rests on, and what is not known."))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    published_at = models.DateTimeField(_("time of publication"), null=True, editable=False)

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule set")
        verbose_name_plural = _("rule sets")
        ordering = ["-from_year", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["from_year", "version"], name="one_version_a_year"),
            models.CheckConstraint(
                condition=Q(published_by=None) | ~Q(published_by=F("changed_by")),
                name="rules_published_by_second_person",
            ),
        ]

    def __str__(self):
        return f"{self.from_year}.{self.version}"

    def get_absolute_url(self):
        """The criteria as this set has them."""
        return f"{reverse('funding:criteria')}?year={self.from_year}"

    @property
    def is_published(self):
        """Whether it counts, and is frozen."""
        return self.status == self.Status.PUBLISHED


class Severity(models.TextChoices):
    """What happens when a rule is not met. An unconfirmed rule never blocks."""

    BLOCK = "BLOCK", _("Blocks submission")
    WARN = "WARN", _("Warns")
    TASK = "TASK", _("Followed up later")
    NOTE = "NOTE", _("Informs")


class RuleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The rules of the sets that the person may see."""
        return self.filter(rule_set__in=RuleSet.objects.visible_to(user)).select_related("rule_set")


class Rule(models.Model):
    """One rule of the Fund (``B02``) in a set, with its words, source and parameters.

    A rule that changes within a year has two rows, whose days do not overlap (first day included, last one not).
    ``revision`` counts every change of the row or of one of its worked cases.
    """

    rule_set = models.ForeignKey(RuleSet, models.CASCADE, related_name="rules", verbose_name=_("rule set"))
    code = models.CharField(_("rule"), max_length=10)
    title = models.CharField(_("title"), max_length=120)
    explanation = models.TextField(_("explanation"))
    source = models.CharField(_("source document"), max_length=250)
    paragraph = models.CharField(_("paragraph"), max_length=50, blank=True)
    severity = models.CharField(_("if broken"), max_length=10, choices=Severity)
    is_confirmed = models.BooleanField(_("confirmed by a source"), default=False)
    parameters = models.JSONField(_("parameters"), default=dict, blank=True)
    unconfirmed_parameters = models.JSONField(
        _("unconfirmed parameters"), default=list, blank=True, help_text=_("Parameters that may only warn.")
    )
    valid_from = models.DateField(
        _("from"), null=True, blank=True, help_text=_("Empty: from the beginning of the set.")
    )
    valid_to = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The first day on which it no longer holds. Empty: to the end.")
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        ordering = ["rule_set", "code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["rule_set", "code", "valid_from"], name="one_rule_from_a_date"),
            models.UniqueConstraint(
                fields=["rule_set", "code"], condition=Q(valid_from=None), name="one_rule_without_a_date"
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="rule_ends_after_start",
                violation_error_message=_("The last day must be after the first."),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    def clean(self):
        """Refuse days that another row of the same rule has in the same set."""
        others = Rule.objects.filter(rule_set=self.rule_set_id, code=self.code).exclude(pk=self.pk)
        if others.filter(overlapping(self.valid_from, self.valid_to)).exists():
            raise ValidationError({"valid_from": _("Another row of this rule holds on some of these days.")})


class RuleCase(models.Model):
    """A worked example of a rule: what is known of a proposal, and what the rule must find. Run by ``check_rules``."""

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="cases", verbose_name=_("rule"))
    name = models.CharField(_("name"), max_length=150)
    facts = models.JSONField(
        _("facts"), default=dict, help_text=_("What is known of the proposal; docs/administrators.md names the keys.")
    )
    expected = models.JSONField(
        _("expected"), default=dict, help_text=_("State, and figure, limit and change where they count.")
    )

    class Meta:
        verbose_name = _("worked case")
        verbose_name_plural = _("worked cases")
        ordering = ["rule", "pk"]
        constraints = [models.UniqueConstraint(fields=["rule", "name"], name="one_case_of_a_name")]

    def __str__(self):
        return self.name


SET_IS_PUBLISHED = "EXISTS (SELECT 1 FROM funding_ruleset WHERE id = {row}.rule_set_id AND status = 'PUBLISHED')"
RULE_IS_PUBLISHED = (
    "EXISTS (SELECT 1 FROM funding_rule r JOIN funding_ruleset s ON s.id = r.rule_set_id "
    "WHERE r.id = {row}.rule_id AND s.status = 'PUBLISHED')"
)
forbid_changes(RuleSet, when="{row}.status = 'PUBLISHED'", name="published")
forbid_changes(Rule, (INSERT, UPDATE, DELETE), when=SET_IS_PUBLISHED, name="published")
forbid_changes(RuleCase, (INSERT, UPDATE, DELETE), when=RULE_IS_PUBLISHED, name="published")
