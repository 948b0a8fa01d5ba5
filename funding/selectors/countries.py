"""Reads of countries in time: who is eligible for a line on a day and why, and what a country was and is."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.reading import normalise

from ..evaluator import NOT_APPLICABLE, CountryFacts
from ..models import Country, CountryStatus, EligibilityList, FundingLine, IncomeGroup, Region
from .lists import Around, lists_around
from .rulebook import Rulebook, Verdict, country_facts, in_order, rulebook_on

GROUPS = (CountryStatus.Kind.LDC, CountryStatus.Kind.LLDC, CountryStatus.Kind.SIDS)
FIRST_FISCAL_MONTH = 7  # a World Bank fiscal year begins on 1 July of the calendar year before


@dataclass(frozen=True)
class State:
    """One country on a day for a line: what is recorded of it, and the verdict."""

    country: Country
    facts: CountryFacts
    verdict: Verdict
    on: date

    @property
    def is_eligible(self):
        """True, False, or None when the Fund must check."""
        return self.verdict.is_eligible

    @property
    def criteria(self):
        """Findings of the rules that apply. The day that E08 compares is shown with the list, not as a limit."""
        found = [finding for finding in self.verdict.findings if finding.state != NOT_APPLICABLE]
        return [replace(finding, figure=None, limit=None) for finding in found]

    @property
    def income_group(self):
        """Code of the World Bank income group; "" where none is recorded."""
        return self.facts.income_group(self.on)

    @property
    def income_label(self):
        """The income group in words."""
        return IncomeGroup(self.income_group).label if self.income_group else ""

    @property
    def groups(self):
        """The UN groups (CountryStatus.Kind) that it belongs to."""
        return [kind for kind in GROUPS if self.facts.has(kind, self.on)]

    @property
    def statuses(self):
        """Everything that holds for it, in words."""
        return [kind.label for kind in CountryStatus.Kind if self.facts.has(kind, self.on)]


@dataclass(frozen=True)
class RegionOfStates:
    """The states of one region, and how many the Fund published for it (None: it published no number)."""

    region: Region
    states: tuple[State, ...]
    published: int | None

    def _count(self, answer):
        return sum(state.is_eligible is answer for state in self.states)

    @cached_property
    def eligible(self):
        """How many are eligible."""
        return self._count(True)

    @cached_property
    def not_eligible(self):
        """How many are not eligible."""
        return self._count(False)

    @cached_property
    def unknown(self):
        """Of how many it is not known."""
        return self._count(None)


@dataclass(frozen=True)
class States:
    """All states for a line on a day, by region, with the lists in force then and next."""

    line: int
    on: date
    rulebook: Rulebook
    lists: Around
    regions: tuple[RegionOfStates, ...]
    published_elsewhere: int

    @property
    def all(self):
        """Every state, in the order of the regions."""
        return [state for region in self.regions for state in region.states]

    @cached_property
    def totals(self):
        """(eligible, to be checked, not eligible): how many."""
        return tuple(sum(getattr(r, name) for r in self.regions) for name in ("eligible", "unknown", "not_eligible"))


def states_of(line, on, *, region=None):
    """States of a line (number) on a day: every Member State of IOM in a region of the Fund, and whoever the list names.

    ``region`` leaves the others out. The number of queries does not depend on how many states there are.
    """
    lists, rulebook = lists_around(line, on), rulebook_on(on)
    rows = _candidates(lists.current, on).select_related("region")
    countries = in_order(rows.filter(region=region) if region else rows)
    states = [_state(country, facts, rulebook, line, on) for country, facts in _with_facts(countries)]
    published = dict(lists.current.published_counts.values_list("region", "states")) if lists.current else {}
    states.sort(key=lambda state: (state.country.region.position, state.country.region_id))
    regions = tuple(
        RegionOfStates(place, tuple(group), published.get(place.pk))
        for place, group in groupby(states, key=lambda state: state.country.region)
    )
    return States(line, on, rulebook, lists, regions, 0 if region else published.get(None, 0))


def _candidates(current, on):
    members = CountryStatus.objects.in_force(on).filter(kind=CountryStatus.Kind.IOM_MEMBER).values("country")
    named = EligibilityList.countries.through.objects.filter(eligibilitylist=current).values("country")
    return Country.objects.filter(Q(pk__in=members) | Q(pk__in=named), region__isnull=False)


def _with_facts(countries):
    return zip(countries, country_facts(countries), strict=True)


def _state(country, facts, rulebook, line, on):
    return State(country, facts, rulebook.verdict_on(facts, line=line, on=on), on)


def state_of(country, *, line, on):
    """(State, Rulebook) of one country for a line (number) on a day: seven queries."""
    rulebook, [facts] = rulebook_on(on), country_facts([country])
    return _state(country, facts, rulebook, line, on), rulebook


def rows_on(countries, on):
    """(lines, [(country, its State for each line)]) on a day: eight queries, however many countries."""
    lines, rulebook = list(FundingLine.objects.all()), rulebook_on(on)
    rows = _with_facts(list(countries))
    found = [(one, [_state(one, facts, rulebook, line.pk, on) for line in lines]) for one, facts in rows]
    return lines, found


@dataclass(frozen=True)
class Event:
    """One entry of a country's history. ``on`` is None where the day is not recorded; ``is_ahead`` lies after the day asked."""

    on: date | None
    title: str
    detail: str = ""
    is_ahead: bool = False


def history_of(country, *, on):
    """Everything recorded of a country, newest first, what has no day last: statuses, income groups, lists. Four queries."""
    events = [*_status_events(country), *_income_events(country), *_list_events(country)]
    dated = sorted((event for event in events if event[0]), key=lambda event: event[0], reverse=True)
    undated = [event for event in events if not event[0]]
    return [Event(day, title, detail, bool(day and day > on)) for day, title, detail in [*dated, *undated]]


def _status_events(country):
    for row in country.statuses.all():
        label = row.get_kind_display()
        if row.valid_to:
            yield row.valid_to, _("No longer: %(status)s") % {"status": label}, row.source
        yield row.valid_from, label, row.source


def _income_events(country):
    for row in country.incomes.order_by("fiscal_year"):
        detail = _("World Bank income group of fiscal year %(year)s") % {"year": row.fiscal_year}
        yield date(row.fiscal_year - 1, FIRST_FISCAL_MONTH, 1), row.get_group_display(), detail


def _list_events(country):
    """What each published list that counts says of the country: named, no longer named, or missing from a complete list."""
    named = set(country.eligibility_lists.order_by().values_list("pk", flat=True))
    counting, was_named = {}, {}
    for row in EligibilityList.objects.published().select_related("line"):
        counting.setdefault((row.line_id, row.effective_from), row)
    for row in reversed(counting.values()):
        before, now = was_named.get(row.line_id), row.pk in named
        was_named[row.line_id] = now
        if title := _standing(before, now, is_complete=row.is_complete):
            yield row.effective_from, title % {"line": row.line.name}, row.source


def _standing(before, now, *, is_complete):
    """What a list says of a country that the one before named, did not name, or (None) could not; "" if it says nothing."""
    if now:
        return _("Stays on the list: %(line)s") if before else _("On the list: %(line)s")
    if before:
        return _("Taken off the list: %(line)s") if is_complete else _("No longer named on the list: %(line)s")
    return _("Not on the list: %(line)s") if is_complete else ""


def countries_matching(text, *, region=None):
    """Countries whose code, or one of whose names in any language, holds every word of ``text``, in the order of names."""
    rows = Country.objects.select_related("region")
    words = normalise(text).split()
    return in_order(row for row in (rows.filter(region=region) if region else rows) if _matches(row, words))


def _matches(country, words):
    code, code3, *names = [normalise(name or "") for name in country.spellings]
    return words in ([code], [code3]) or any(all(word in name for word in words) for name in names)
