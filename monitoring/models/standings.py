from django.db import models
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.utils.translation import gettext_lazy as _

from projects.models import Project, State

from ..figures import WORST_FIRST
from ..lights import Light, MoneyLight
from .reports import Report

FOLLOWED = (State.ACTIVE, State.SUSPENDED, State.COMPLETED)  # of projects that the Fund still follows
CRITICAL = Q(attention=Light.OFF_TRACK) | Q(money_light=MoneyLight.RED)


class StandingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of the Fund's people all; of Regional Offices those of their regions."""
        if not user.is_authenticated:
            return self.none()
        if user.has_capability("see_all"):
            return self
        return self.filter(project__region__in=user.endorsing_regions)

    def followed(self):
        """Those of projects that the Fund still follows: running, or completed and not closed."""
        return self.filter(project__state__in=FOLLOWED)

    def needing_attention(self):
        """Those off track in something that is due, or far from the plan in money."""
        return self.filter(CRITICAL)

    def for_list(self):
        """All that a row of the portfolio shows: one query, and one for the countries."""
        known = ("project__region", "project__line", "project__theme", "project__manager")
        return self.select_related(*known).prefetch_related("project__countries")

    def in_order(self, keys):
        """The standings of these keys in their order, with all that a row shows; two queries."""
        keys = list(keys)
        found = self.for_list().in_bulk(keys)
        return [found[key] for key in keys]

    def worst_first(self):
        """By the worst light of what is due."""
        places = [When(attention=code, then=Value(place)) for place, code in enumerate(WORST_FIRST)]
        return self.annotate(place=Case(*places, default=Value(9), output_field=IntegerField())).order_by(
            "place", F("gap").asc(nulls_last=True), "project__code", "pk"
        )


def _count(label):
    return models.PositiveSmallIntegerField(label, default=0)


def _percent(label):
    return models.DecimalField(label, max_digits=9, decimal_places=1, null=True)


def _money(label):
    return models.DecimalField(label, max_digits=15, decimal_places=2, default=0)


class Standing(models.Model):
    """How a project stood on a day, computed from accepted reports, for lists of many projects; never typed.

    Renewed when a report is accepted, a plan amended or a state changed, and each night, since days alone change lights.
    """

    project = models.OneToOneField(Project, models.CASCADE, primary_key=True, related_name="standing")
    attention = models.CharField(_("worst light of what is due"), max_length=10, choices=Light, default=Light.NOT_DUE)
    not_due = _count(_("indicators not due"))
    no_data = _count(_("indicators without data"))
    reached = _count(_("indicators reached"))
    on_track = _count(_("indicators on track"))
    behind = _count(_("indicators behind"))
    off_track = _count(_("indicators off track"))
    above = _count(_("indicators above plan"))
    budget = _money(_("budget in force (USD)"))
    spent = _money(_("accepted expenditure (USD)"))
    burn = _percent(_("spent (percent of the budget)"))
    planned_burn = _percent(_("planned (percent of the budget)"))
    elapsed = _percent(_("time elapsed (percent)"))
    gap = _percent(_("spent less planned (points)"))
    money_light = models.CharField(_("light of the money"), max_length=5, choices=MoneyLight, blank=True)
    money_until = models.DateField(_("money reported until"), null=True)
    reports_due = _count(_("reports due within thirty days"))
    reports_late = _count(_("reports late"))
    next_due_on = models.DateField(_("next due"), null=True)
    manager_rating = models.CharField(_("manager’s rating"), max_length=10, choices=Report.Rating, blank=True)
    readers_rating = models.CharField(_("reader’s rating"), max_length=10, choices=Report.Rating, blank=True)
    disagrees = models.BooleanField(_("rating and lights disagree"), default=False)
    targets_defined = _count(_("indicators with a target"))
    targets_expected = _count(_("indicators"))
    baselines_known = _count(_("baselines known"))
    baselines_expected = _count(_("baselines to know"))
    reports_on_time = _count(_("reports submitted on time"))
    reports_expected = _count(_("reports that fell due"))
    evidence_attached = _count(_("values with evidence"))
    evidence_expected = _count(_("values"))
    splits_complete = _count(_("values with complete splits"))
    splits_expected = _count(_("values to split"))
    computed_on = models.DateField(_("computed on"))

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing of a project")
        verbose_name_plural = _("standings of projects")
        constraints = [
            models.CheckConstraint(
                condition=Q(targets_defined__lte=F("targets_expected"))
                & Q(baselines_known__lte=F("baselines_expected"))
                & Q(reports_on_time__lte=F("reports_expected"))
                & Q(evidence_attached__lte=F("evidence_expected"))
                & Q(splits_complete__lte=F("splits_expected")),
                name="no_part_larger_than_its_whole",
            ),
        ]
        indexes = [models.Index(fields=["attention"]), models.Index(fields=["money_light"])]

    def __str__(self):
        return f"{self.project_id}: {self.attention}"

    @property
    def light(self):
        """The worst light, with tone and icon."""
        return Light(self.attention)

    @property
    def money(self):
        """The light of the money with tone and icon, or None before the first accepted report."""
        return MoneyLight(self.money_light) if self.money_light else None

    @property
    def lights(self):
        """(light, number) of the lights that indicators have, in one order."""
        counts = {code: getattr(self, code.lower()) for code in Light.values}
        return [(Light(code), number) for code, number in counts.items() if number]
