"""Reads of the dated lists of eligible states: which holds when, what changed from one to the next."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import CharField, Count, Exists, F, OuterRef, Subquery
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.models import AuditEvent

from .. import importing
from ..models import Country, EligibilityList, FundingLine, IncomeGroup, Region
from .rulebook import country_facts, in_order


@dataclass(frozen=True)
class Standing:
    """Where a list stands on a day, in words with their tone."""

    text: str
    tone: str


def standing(row, on=None):
    """The Standing of a list from ``with_successor`` (read off the dates: nothing about it is stored)."""
    on = on or timezone.localdate()
    if not row.is_published:
        return Standing(_("Draft"), "warning")
    if row.is_corrected:
        return Standing(_("Replaced by a correction for the same day"), "neutral")
    begins = date_format(row.effective_from)
    if row.effective_from > on:
        return Standing(_("Published, in force from %(date)s") % {"date": begins}, "info")
    if row.superseded_on and row.superseded_on <= on:
        text = _("Superseded since %(date)s") % {"date": date_format(row.superseded_on)}
        return Standing(text, "neutral")
    return Standing(_("In force since %(date)s") % {"date": begins}, "success")


@dataclass(frozen=True)
class Around:
    """The list in force on a day and the one that follows it; None where there is none."""

    current: EligibilityList | None
    after: EligibilityList | None


def lists_around(line, on):
    """Around for a line (number) on a day, of lists that count: one query."""
    counting = {}
    for row in EligibilityList.objects.published().filter(line=line):
        counting.setdefault(row.effective_from, row)  # of two for one day the one published later
    current = next((row for day, row in counting.items() if day <= on), None)
    ahead = [row for day, row in counting.items() if day > on]
    return Around(current, ahead[-1] if ahead else None)


def list_before(row):
    """The published list that ``row`` takes over from: of the same day if it corrects one, else of a day before."""
    newest_first = list(EligibilityList.objects.in_force(row.line_id, row.effective_from).select_related("line"))
    older = newest_first[newest_first.index(row) + 1 :] if row in newest_first else newest_first
    return older[0] if older else None


@dataclass(frozen=True)
class RegionDifference:
    """States of one region (None: of no region) that were added, removed and kept."""

    region: Region | None
    added: tuple[Country, ...]
    removed: tuple[Country, ...]
    kept: tuple[Country, ...]

    @property
    def names(self):
        """States of the newer list, in the order of their names."""
        return in_order([*self.added, *self.kept])


@dataclass(frozen=True)
class Difference:
    """What changed between two lists, by region in the Fund's order."""

    regions: tuple[RegionDifference, ...]

    def _all(self, name):
        return tuple(country for region in self.regions for country in getattr(region, name))

    @cached_property
    def added(self):
        """States that only the newer list names."""
        return self._all("added")

    @cached_property
    def removed(self):
        """States that only the older list names."""
        return self._all("removed")

    @cached_property
    def kept(self):
        """States that both name."""
        return self._all("kept")


def difference(old, new):
    """The Difference between two sets of ISO codes (``codes_of``): one query."""
    rows = Country.objects.filter(pk__in=old | new).select_related("region")
    rows = rows.order_by(F("region__position").asc(nulls_last=True), "region")
    found = []
    for region, group in groupby(rows, key=lambda country: country.region):
        countries = in_order(group)
        found.append(
            RegionDifference(
                region,
                added=tuple(country for country in countries if country.pk not in old),
                removed=tuple(country for country in countries if country.pk not in new),
                kept=tuple(country for country in countries if country.pk in old & new),
            )
        )
    return Difference(tuple(found))


def codes_of(row):
    """ISO codes of the countries that a list names; nobody for None."""
    return set(row.countries.order_by().values_list("pk", flat=True)) if row else set()


def drafts_to_publish(user):
    """Drafts that name a state and that ``user`` has not touched, so that they may publish them: one query."""
    mine = AuditEvent.objects.filter(
        object_type=EligibilityList._meta.label_lower, object_id=Cast(OuterRef("pk"), CharField()), actor=user
    )
    drafts = EligibilityList.objects.filter(status=EligibilityList.Status.DRAFT).exclude(changed_by=user)
    return drafts.filter(~Exists(mine), countries__isnull=False).distinct().select_related("line").order_by("pk")


def lists_for(user):
    """Lists that a person may see, newest first, with their line, number of ``states`` and what ``standing`` asks."""
    rows = EligibilityList.objects.visible_to(user).with_successor().select_related("line")
    names = EligibilityList.countries.through.objects.filter(eligibilitylist=OuterRef("pk")).order_by()
    counted = names.values("eligibilitylist").annotate(n=Count("pk")).values("n")
    return rows.annotate(states=Coalesce(Subquery(counted), 0))


def report_on(data, file_name, *, line, on):
    """The ``importing.Report`` on a file (bytes) as the list of a line (number) from a day on; raises Unreadable.

    Warns of countries for which the general criteria say otherwise than the file.
    """
    rows = [(country.pk, country.spellings, country.name) for country in Country.objects.all()]
    words = importing.vocabulary([row[:2] for row in rows], {code: name for code, _spellings, name in rows})
    report = importing.read(data, file_name, words, line=line, day=on)
    known = country_facts(Country.objects.filter(pk__in=report.codes))
    return report.with_warnings({facts.code: list(_doubts(facts, line, on)) for facts in known})


def _doubts(facts, line, on):
    """Why a country would not be expected on a list of a line on a day."""
    if not facts.has("IOM_MEMBER", on):
        yield _("Not recorded as a Member State of IOM on that day.")
    if facts.has("EU", on):
        yield _("A member of the European Union on that day.")
    if facts.has("WITHDRAWN", on):
        yield _("Has withdrawn from the Fund by that day.")
    if facts.has("ARTICLE_4", on) and FundingLine.objects.filter(pk=line, excludes_article_4=True).exists():
        yield _("Subject to Article 4 of the IOM Constitution on that day.")
    if facts.income_group(on) == IncomeGroup.HIGH:
        yield _("High income by the World Bank list of that day.")


def default_line():
    """The line of the newest list known, which is what people mostly look for; else the first line, or None."""
    newest = EligibilityList.objects.published().values_list("line", flat=True).first()
    return FundingLine.objects.filter(pk=newest).first() or FundingLine.objects.order_by("number").first()
