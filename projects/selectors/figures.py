"""Sums over the public records: the catalogue's, and those of a country, region, theme, goal or year.

A project of several countries counts in full in each of them, and in each of its goals. Kept until the catalogue
changes; one query, then none.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from django.core.cache import cache
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from ..models import Catalogue, PublicRecord, State

DAY = 24 * 60 * 60
FIELDS = (
    *("region_id", "theme_id", "funding_year", "state", "amount", "country_codes", "goal_codes"),
    *("start_year", "end_year"),
)


@dataclass
class Sum:
    """How many projects, and their money in USD; of ``unknown`` among them no amount is on record."""

    number: int = 0
    amount: Decimal = Decimal(0)
    unknown: int = 0

    def add(self, amount):
        """One more project; ``amount`` may be None."""
        self.number += 1
        self.amount += amount or 0
        self.unknown += amount is None

    @property
    def known(self):
        """The money, or None where no amount is on record at all."""
        return self.amount if self.number > self.unknown else None


@dataclass
class Figures:
    """Sums of some public records: in all and by code. ``goals`` by number of the SDG, "10"; money in USD."""

    total: Sum = field(default_factory=Sum)
    states: dict = field(default_factory=dict)
    years: dict = field(default_factory=dict)
    regions: dict = field(default_factory=dict)
    themes: dict = field(default_factory=dict)
    countries: dict = field(default_factory=dict)
    goals: dict = field(default_factory=dict)
    first_year: int | None = None
    last_year: int | None = None
    without_year: int = 0

    @property
    def active(self):
        """How many are running."""
        return self.states.get(State.ACTIVE, Sum()).number

    @property
    def completed(self):
        """How many are completed."""
        return self.states.get(State.COMPLETED, Sum()).number

    @property
    def span(self):
        """The years from the first start to the last end: "2005–2024"; empty where none is known."""
        return "–".join(dict.fromkeys(str(year) for year in (self.first_year, self.last_year) if year))

    def count(self, row):
        """Add a record, given as the values of ``FIELDS``."""
        region, theme, year, state, amount, countries, goals, start, end = row
        self.total.add(amount)
        self.without_year += year is None
        numbers = {goal.partition("-")[2].partition(".")[0] for goal in goals if goal.startswith("SDG-")}
        for sums, codes in (
            *((self.states, [state]), (self.years, [year]), (self.regions, [region]), (self.themes, [theme])),
            *((self.countries, countries), (self.goals, numbers)),
        ):
            for code in codes:
                if code:
                    sums.setdefault(code, Sum()).add(amount)
        years = [one for one in (self.first_year, self.last_year, start, end) if one]
        if years:
            self.first_year, self.last_year = min(years), max(years)


def state_of_catalogue():
    """(revision, time of the last change) of the catalogue: what its figures are kept under. One query."""
    return Catalogue.objects.filter(pk=1).values_list("revision", "changed_at").first() or (0, None)


def figures(kind="", code="", *, state=None):
    """The ``Figures`` of the catalogue, or of what has ``code`` as its ``kind``: country, region, theme, sdg or year."""
    revision, changed_at = state or state_of_catalogue()
    moment = changed_at.timestamp() if changed_at else 0
    return cache.get_or_set(f"figures:{revision}:{moment}:{kind}:{code}", lambda: _sum(kind, code), DAY)


def _sum(kind, code):
    found = Figures()
    for row in records_of(kind, code).order_by().values_list(*FIELDS).iterator():
        found.count(row)
    return found


def records_of(kind, code):
    """The public records that have ``code`` as their ``kind``; all without a kind."""
    records = PublicRecord.objects.all()
    if not kind:
        return records
    if kind == "country":
        return holding(records, "country_codes", f'"{code}"')
    if kind == "sdg":
        return holding(records, "goal_codes", f'"SDG-{code}"', f'"SDG-{code}.')
    return records.filter(**{{"region": "region", "theme": "theme", "year": "funding_year"}[kind]: code})


def holding(records, name, *parts):
    """Records whose list of codes ``name``, as text, holds one of ``parts``: both databases write it alike."""
    texts = records.annotate(**{f"{name}_text": Cast(name, TextField())})
    condition = Q()
    for part in parts:
        condition |= Q(**{f"{name}_text__contains": part})
    return texts.filter(condition)
