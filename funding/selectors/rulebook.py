"""Reads of the rules and of what they are asked."""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Case, CharField, DateField, DateTimeField, Q, Value, When
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from core.questions import RuleNote
from core.reading import normalise

from .. import cases
from ..evaluator import (
    ALWAYS,
    ELIGIBILITY,
    CountryFacts,
    Finding,
    Income,
    Listing,
    ProposalFacts,
    RuleFacts,
    Status,
    evaluate,
)
from ..models import (
    Country,
    CountryIncome,
    CountryStatus,
    Coverage,
    EligibilityList,
    Region,
    Rule,
    RuleCase,
    RuleSet,
    Theme,
)
from ..models.eligibility import BEGINNING


@dataclass(frozen=True)
class Rulebook:
    """The rules of one set, words in the active language; ``is_later``: made after the day that they are asked about."""

    rule_set: RuleSet | None
    rules: tuple[RuleFacts, ...]
    is_later: bool = False

    def on(self, day):
        """Mapping code → rule of those that hold on a day."""
        return {rule.code: rule for rule in self.rules if rule.holds(day)}

    def evaluate(self, facts, codes=None):
        """Findings of the rules (all, or those of ``codes``) on a description of a proposal."""
        return evaluate(facts, self.rules, codes)

    def verdict_on(self, known, *, line, on):
        """The Verdict on one country (CountryFacts) for a national project of a line (number) on a day.

        Rules made later can rule a country out but never in; without any rule nothing is known.
        """
        asked = ProposalFacts(on, on.year, line, Coverage.NATIONAL, (known,))
        verdict = verdict_of(self.evaluate(asked, ELIGIBILITY))
        is_unsure = verdict.is_eligible and (self.is_later or not verdict.findings)
        return Verdict(None, verdict.findings) if is_unsure else verdict


def rules_of(rule_set):
    """The Rulebook of a set, draft or published; without rules for None."""
    rows = rule_set.rules.order_by("code", "valid_from") if rule_set else ()
    return Rulebook(rule_set, tuple(as_facts(row) for row in rows))


def as_facts(rule):
    """A row of the rulebook as the evaluator reads it."""
    return RuleFacts(
        code=rule.code,
        title=rule.title,
        explanation=rule.explanation,
        source=rule.source,
        paragraph=rule.paragraph,
        severity=rule.severity,
        is_confirmed=rule.is_confirmed,
        parameters=rule.parameters,
        unconfirmed_parameters=tuple(rule.unconfirmed_parameters),
        valid_from=rule.valid_from,
        valid_to=rule.valid_to,
        from_year=rule.rule_set.from_year,
    )


def seal(rule_set):
    """SHA-256 (hex) over everything that a set's rules say in three languages; shows whether a set is still what it was."""
    names = [
        *("code", "paragraph", "severity", "is_confirmed", "parameters", "unconfirmed_parameters"),
        *(f"{name}_{language}" for name in ("title", "explanation", "source") for language in ("en", "fr", "es")),
    ]
    rows = [
        {name: getattr(rule, name) for name in names}
        | {name: str(getattr(rule, name) or "") for name in ("valid_from", "valid_to")}
        for rule in rule_set.rules.order_by("code", "valid_from", "pk")
    ]
    content = [rule_set.from_year, rule_set.version, rows]
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def broken_cases(rule_set):
    """(rule code, name of the case, what is wrong) of every worked case of a set that does not come out as expected."""
    rules = rules_of(rule_set).rules
    rows = RuleCase.objects.filter(rule__rule_set=rule_set).select_related("rule").order_by("rule__code", "pk")
    found = ((row.rule.code, row.name, cases.misfit(row.rule.code, row.facts, row.expected, rules)) for row in rows)
    return [row for row in found if row[2]]


def interrupted(rule_set):
    """Codes of the rules that must hold on every day (``ALWAYS``) and do not in this set: one query."""
    found = []
    rows = list(rule_set.rules.filter(code__in=ALWAYS).values_list("code", "valid_from", "valid_to"))
    for code in ALWAYS:
        spans = sorted((row[1:] for row in rows if row[0] == code), key=lambda span: span[0] or date.min)
        ends = [None, *(last for _first, last in spans)]
        if not spans or [first for first, _last in spans] != ends[:-1] or ends[-1] is not None:
            found.append(code)
    return found


def rulebook_for(year):
    """The Rulebook published for a funding year: one query, another one where it has no rules."""
    published = RuleSet.objects.for_year(year)
    rows = Rule.objects.filter(rule_set=published.values("pk")[:1]).select_related("rule_set")
    rows = list(rows.order_by("code", "valid_from"))
    return Rulebook(rows[0].rule_set, tuple(map(as_facts, rows))) if rows else rules_of(published.first())


def rulebook_on(day):
    """The Rulebook for a day of any year: two queries. Before the oldest set that one stands in, marked as later."""
    published = RuleSet.objects.filter(status=RuleSet.Status.PUBLISHED)
    sets = list(published.order_by("-from_year", "-version"))
    holding = next((one for one in sets if one.from_year <= day.year), None)
    oldest = next((one for one in sets if one.from_year == sets[-1].from_year), None)
    return replace(rules_of(holding or oldest), is_later=holding is None)


def predecessor_of(rule_set):
    """The published set that a set replaces or is to replace, or None."""
    before = Q(from_year__lt=rule_set.from_year) | Q(from_year=rule_set.from_year, version__lt=rule_set.version)
    return RuleSet.objects.for_year(rule_set.from_year).filter(before).first()


@dataclass(frozen=True)
class Years:
    """The funding years for which a set holds or would hold; ``last`` None: until further notice."""

    first: int
    last: int | None
    is_replaced: bool = False

    def __str__(self):
        if self.is_replaced:
            return "–"
        if self.last is None:
            return _("from %(year)s") % {"year": self.first}
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"

    def __contains__(self, year):
        return not self.is_replaced and self.first <= year and (self.last is None or year <= self.last)


def years_of(rule_sets):
    """Mapping pk → Years of sets, drafts as if they were published: one query, however many sets."""
    published = list(RuleSet.objects.filter(status=RuleSet.Status.PUBLISHED).values_list("from_year", "version"))
    found = {}
    for rule_set in rule_sets:
        later = [year for year, _version in published if year > rule_set.from_year]
        newer = any(year == rule_set.from_year and version > rule_set.version for year, version in published)
        found[rule_set.pk] = Years(rule_set.from_year, min(later) - 1 if later else None, newer)
    return found


def rules_for(year, codes):
    """Mapping code → RuleFacts of some rules that hold today for a funding year."""
    in_force = rulebook_for(year).on(timezone.localdate())
    return {code: in_force[code] for code in codes if code in in_force}


def rule_notes(codes):
    """``core.questions.RuleNote`` of some rules that hold today for this funding year, in the active language."""
    rules = rules_for(timezone.localdate().year, codes)
    return tuple(RuleNote(one.code, one.title, one.explanation, one.source) for one in rules.values())


def country_facts(countries):
    """CountryFacts of ``countries`` in their order: one query, however many countries."""
    countries = list(countries)
    known = facts_by_code({country.pk: country.name for country in countries})
    return tuple(known[country.pk] for country in countries)


def facts_by_code(names):
    """Mapping ISO code → CountryFacts of the countries in ``names`` (a mapping code → name): one query, however many."""
    rows = {what: [] for what in (STATUS, INCOME, YEAR, LIST, NAMED)}
    for what, *row in _records(list(names)) if names else ():
        rows[what].append(row)
    statuses, groups = defaultdict(list), {(code, year): group for code, group, year, *_rest in rows[INCOME]}
    for code, kind, _number, first, last, _at in rows[STATUS]:
        statuses[code].append(Status(kind, first, last))
    years = sorted(year for _code, _word, year, *_rest in rows[YEAR])
    lists = sorted(rows[LIST], key=lambda row: (row[3], row[5] or BEGINNING, row[2]))
    named = {(number, code) for code, _word, number, *_rest in rows[NAMED]}
    return {
        code: CountryFacts(
            code=code,
            name=name,
            statuses=tuple(statuses[code]),
            incomes=tuple(Income(year, groups.get((code, year), "")) for year in years),
            lists=tuple(
                Listing(int(line), first, (number, code) in named, bool(is_complete))
                for line, is_complete, number, first, _last, _at in lists
            ),
        )
        for code, name in names.items()
    }


STATUS, INCOME, YEAR, LIST, NAMED = "status", "income", "year", "list", "named"


def _records(codes):
    """All that is recorded of countries, as (what, country, word, number, first day, last day, moment).

    The fiscal years come whether or not they name the countries (one that a year leaves out has no income group), and
    so do the published lists: (LIST, line, "complete" or "", key, effective from, None, published at).
    """
    blank, never, once = Value(""), Cast(None, DateField()), Cast(None, DateTimeField())
    statuses = CountryStatus.objects.filter(country__in=codes).order_by()
    incomes, published = CountryIncome.objects.order_by(), EligibilityList.objects.rewrite(False).published().order_by()
    names = EligibilityList.countries.through.objects.filter(country__in=codes).order_by()
    line, is_complete = (
        Cast("line_id", CharField()),
        Case(When(is_complete=True, then=Value("complete")), default=blank),
    )
    return (
        statuses.values_list(Value(STATUS), "country_id", "kind", "pk", "valid_from", "valid_to", once)
        .union(
            incomes.filter(country__in=codes).values_list(
                Value(INCOME), "country_id", "group", "fiscal_year", never, never, once
            ),
            incomes.values_list(Value(YEAR), blank, blank, "fiscal_year", never, never, once),
            published.values_list(Value(LIST), line, is_complete, "pk", "effective_from", never, "published_at"),
            names.values_list(Value(NAMED), "country_id", blank, "eligibilitylist_id", never, never, once),
        )
        .order_by("kind", "valid_from", "pk")
    )


@dataclass(frozen=True)
class Verdict:
    """Whether a country is eligible on a day for a line – None when the Fund must check – and why."""

    is_eligible: bool | None
    findings: list[Finding]


def verdict_of(findings):
    """The Verdict that findings of eligibility rules add up to."""
    if any(finding.state == "NOT_MET" and finding.severity == "BLOCK" for finding in findings):
        return Verdict(False, findings)
    return Verdict(None if any(finding.state == "TO_CHECK" for finding in findings) else True, findings)


def verdict_on(country, *, line, on):
    """The Verdict on one country for a national project of a line (number) on a day."""
    [known] = country_facts([country])
    return rulebook_on(on).verdict_on(known, line=line, on=on)


def in_order(countries):
    """Countries in the order of their names, accents set aside; the database would put É behind Z."""
    return sorted(countries, key=lambda country: normalise(country.name))


def vocabulary_rows():
    """(code, names) of every country, theme and region, for importers: names in three languages and aliases."""

    def names(row):
        return [row.name_en, row.name_fr, row.name_es, *getattr(row, "aliases", [])]

    return {
        "countries": [(row.pk, row.spellings) for row in Country.objects.all()],
        "themes": [(row.pk, names(row)) for row in Theme.objects.all()],
        "regions": [(row.pk, names(row)) for row in Region.objects.all()],
    }
