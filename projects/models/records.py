"""What the public may read of a project, and all that it may read. Every public page, file and feed reads it here."""

import json
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from applications.models import Partner
from core.languages import LANGUAGES
from funding.models import Coverage, FundingLine, Region, Theme

from ..redaction import WITHHELD
from .projects import TONES, Project, State, shown_language, years_between
from .results import NAMES, is_reached, shown_results


class Catalogue(models.Model):
    """The state of the public catalogue, one row: numbers by which a reader knows what changed since it last looked.

    Every change of a record takes the next ``revision`` under this row's lock, so records come into view in the order of
    their numbers. ``removal`` is the revision at which a record last went away: who has an older one reads all anew.
    """

    revision = models.BigIntegerField(default=0)
    removal = models.BigIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("state of the catalogue")
        verbose_name_plural = _("state of the catalogue")

    def __str__(self):
        return str(self.revision)


class PublicRecordQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All: nothing else is in a record than what everybody may read."""
        return self

    def for_lists(self):
        """Without the long parts that only a project's own page and files show; theme and region along."""
        return self.select_related("theme", "region").defer(
            *("summary_en", "summary_fr", "summary_es", "partners", "results", "money", "documents", "corrections")
        )


class PublicRecord(models.Model):
    """The public projection of a project: approved facts only, without what its publication withholds.

    Written by ``services.records.refresh`` alone, in the transaction of what it follows. Codes are those of ``funding``;
    ``country_codes`` in the order of their codes, ``goal_codes`` such as "SDG-10.7" and "GCM-10". JSON numbers are text.
    """

    project = models.OneToOneField(Project, models.CASCADE, primary_key=True, related_name="record")
    revision = models.BigIntegerField(db_index=True)
    address = models.CharField(_("address"), max_length=80, unique=True)
    code = models.CharField(_("project code"), max_length=10, blank=True, db_index=True)
    prima_id = models.CharField(_("PRIMA ID"), max_length=12, blank=True, db_index=True)
    title = models.CharField(_("title"), max_length=500)
    title_language = models.CharField(_("language of the title"), max_length=2, choices=settings.LANGUAGES)
    summary = models.TextField(_("summary"), blank=True)
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+", verbose_name=_("region"))
    country_codes = models.JSONField(_("benefiting Member States"), default=list)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, related_name="+", verbose_name=_("theme"))
    goal_codes = models.JSONField(_("global goals"), default=list)
    coverage = models.CharField(_("coverage"), max_length=20, choices=Coverage, blank=True)
    state = models.CharField(_("status"), max_length=20, choices=State)
    line = models.ForeignKey(FundingLine, models.PROTECT, null=True, related_name="+", verbose_name=_("funding line"))
    amount = models.DecimalField(_("amount (USD)"), max_digits=15, decimal_places=2, null=True)
    funding_year = models.PositiveSmallIntegerField(_("funding year"), null=True)
    start_year = models.PositiveSmallIntegerField(_("start year"), null=True)
    end_year = models.PositiveSmallIntegerField(_("end year"), null=True)
    starts_on = models.DateField(_("start"), null=True)
    ends_on = models.DateField(_("end"), null=True)
    source_url = models.URLField(_("source"), max_length=500, blank=True)
    counterpart = models.CharField(_("government counterpart"), max_length=200, blank=True)
    partners = models.JSONField(
        _("partners"), default=list, help_text=_("Of each: name, kind, role; a withheld one has no name.")
    )
    results = models.JSONField(
        _("results"),
        default=dict,
        help_text=_("The tree of the plan in force with the values of accepted reports; empty without a plan."),
    )
    money = models.JSONField(
        _("money"),
        default=dict,
        help_text=_("Budget by period, commitments; what was paid and spent only where cleared."),
    )
    documents = models.JSONField(_("documents"), default=list)
    corrections = models.JSONField(_("corrections"), default=list)
    has_results = models.BooleanField(_("has results"), default=False)
    has_evaluation = models.BooleanField(_("has an evaluation"), default=False)
    plan_number = models.PositiveIntegerField(_("version of the plan"), null=True)
    published_at = models.DateTimeField(_("time of publication"))
    changed_at = models.DateTimeField(_("changed"))

    objects = PublicRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("public record")
        verbose_name_plural = _("public records")
        ordering = [models.F("start_year").desc(nulls_last=True), "title", "pk"]

    def __str__(self):
        return f"{self.code} {self.title}" if self.code else self.title

    def get_absolute_url(self):
        """The public page."""
        return reverse("projects:detail", kwargs={"address": self.address})

    @property
    def state_tone(self):
        """Colour family of the status badge."""
        return TONES[self.state]

    @property
    def years(self):
        """Start and end as years: "2018–2019", "2018–", ""."""
        return years_between(self)

    @property
    def summary_language(self):
        """The language in which ``summary`` is shown: the active one, else the first in which there is one."""
        return shown_language(self, "summary")

    @property
    def indicators(self):
        """The indicators of the results in reading order, as plain data."""
        outcomes = self.results.get("outcomes", [])
        nodes = [self.results.get("objective"), *(node for one in outcomes for node in (one, *one["outputs"]))]
        return [indicator for node in nodes if node for indicator in node["indicators"]]

    @property
    def slug(self):
        """What may follow the address for readers' eyes."""
        return slugify(self.title)[:80].strip("-")

    @property
    def summaries(self):
        """(language, text) of every summary there is."""
        texts = ((code, getattr(self, f"summary_{code}")) for code in LANGUAGES)
        return [(code, text) for code, text in texts if text]

    @property
    def shown_results(self):
        """The tree of results as the page shows it (``models.results``)."""
        return shown_results(self.results, getattr(self, "names", NAMES))

    @property
    def reported_until(self):
        """The last day of which accepted reports say what was reached, or None."""
        until = self.results.get("reported_until")
        return date.fromisoformat(until) if until else None

    @property
    def reached(self):
        """How many indicators have reached their target."""
        return sum(is_reached(one) for one in self.indicators)

    @property
    def elapsed(self):
        """How much of its time an active project has behind it, in percent; None where that says nothing."""
        if self.state != State.ACTIVE or not (self.starts_on and self.ends_on):
            return None
        days, gone = (self.ends_on - self.starts_on).days + 1, (timezone.localdate() - self.starts_on).days + 1
        return round(Decimal(100 * min(max(gone, 0), days)) / days)

    @property
    def spent(self):
        """USD spent as accepted reports say, where that is cleared for the public; else None."""
        spells = self.money.get("spent", [])
        return sum((Decimal(spell["value"]) for spell in spells), Decimal(0)) if spells else None

    @property
    def shown_money(self):
        """What was spent by period and paid by day, each with its sum, where that is cleared for the public; else empty.

        Rows have days as dates and ``value`` as Decimal.
        """
        days = ("from", "to", "on")
        found = {}
        for name in ("spent", "disbursed"):
            rows = [
                {key: date.fromisoformat(one[key]) for key in days if key in one} | {"value": Decimal(one["value"])}
                for one in self.money.get(name, [])
            ]
            if rows:
                found[name] = {"rows": rows, "total": sum((row["value"] for row in rows), Decimal(0))}
        return found

    @property
    def spent_share(self):
        """The same as percent of the amount, for a bar."""
        return round(100 * self.spent / self.amount) if self.spent is not None and self.amount else None

    @property
    def shown_documents(self):
        """The public documents, evaluations first, then the newest; each with its ``day``."""
        rows = [one | {"day": date.fromisoformat(one["date"]) if one.get("date") else None} for one in self.documents]
        rows.sort(key=lambda one: one.get("date") or "", reverse=True)
        return sorted(rows, key=lambda one: one.get("category") != "A07")

    @property
    def shown_partners(self):
        """The partners, each with the words for its kind."""
        kinds = dict(Partner.Kind.choices)
        return [one | {"label": kinds.get(one["kind"], "")} for one in self.partners]

    @property
    def withholds(self):
        """Whether something is withheld, so that the page says what the marks mean."""
        texts = [self.title, self.summary_en, self.summary_fr, self.summary_es, self.counterpart]
        data = json.dumps([self.results, self.partners, self.documents, self.corrections], ensure_ascii=False)
        has_marks = WITHHELD in data or any(WITHHELD in (text or "") for text in texts)
        return has_marks or any(not one["name"] for one in self.partners)

    @property
    def corrected_periods(self):
        """The periods whose figures were corrected, each with its first, last and the day of the correction, newest first."""
        names = {"start": "from", "end": "to", "day": "on"}
        return [
            {name: date.fromisoformat(one[key]) for name, key in names.items()}
            for one in self.corrections
            if one.get("from")
        ]

    @property
    def shown_corrections(self):
        """What was corrected, newest first: day, text, and the language that the text is in."""
        order = list(dict.fromkeys([get_language(), *LANGUAGES]))
        newest = sorted(self.corrections, key=lambda one: one["on"], reverse=True)
        rows = [(one, next((code for code in order if one.get(code)), "")) for one in newest]
        return [
            {"day": date.fromisoformat(one["on"]), "language": code, "text": one.get(code, "")} for one, code in rows
        ]
