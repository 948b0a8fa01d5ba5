"""Proposals as the frozen descriptions that the rules are asked about."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import F, Value
from django.utils import timezone
from modeltranslation.utils import build_localized_fieldname, get_language

from core.words import count_words
from funding.evaluator import (
    BudgetFacts,
    LetterFacts,
    LineFacts,
    ProposalFacts,
    SectionFacts,
)
from funding.selectors import facts_by_code
from plans.models import PlanVersion

from ..models import Application, EndorsementLetter, Section
from ..sections import SECTIONS


@dataclass
class Named:
    """What a proposal names: CountryFacts of its countries and of others, (code, name, is_exceptional) of focus areas,
    the country codes of its letters.
    """

    countries: list = field(default_factory=list)
    other_countries: list = field(default_factory=list)
    focus_areas: list = field(default_factory=list)
    letters: list = field(default_factory=list)


def named_by(applications):
    """Mapping pk → Named of some proposals: three queries, however many."""
    rows = list(_names([application.pk for application in applications]))
    known = facts_by_code({code: name for what, _pk, code, name, *_rest in rows if what in COUNTRIES})
    found = {application.pk: Named() for application in applications}
    for what, pk, code, name, _place, is_exceptional in rows:
        named = getattr(found[pk], what)
        if what in COUNTRIES:
            named.append(known[code])
        else:
            named.append((code, name, is_exceptional) if what == AREAS else code)
    return found


COUNTRIES = ("countries", "other_countries")
AREAS, LETTERS = "focus_areas", "letters"


def _names(pks):
    """(attribute of Named, application, code, name, place, whether exceptional), each kind in its own order."""

    def rows(what, through, link, *more):
        place, is_exceptional = more or (Value(0), Value(False))
        name = F(f"{link}__{build_localized_fieldname('name', get_language())}")
        found = through.filter(application__in=pks).order_by().annotate(what=Value(what), place=place, name=name)
        return found.values_list("what", "application_id", f"{link}_id", "name", "place", is_exceptional)

    countries, others = (rows(what, getattr(Application, what).through.objects, "country") for what in COUNTRIES)
    areas = rows(
        AREAS, Application.focus_areas.through.objects, "focusarea", F("focusarea__position"),
        F("focusarea__is_exceptional"),
    )  # fmt: skip
    letters = rows(LETTERS, EndorsementLetter.present, "country")
    return countries.union(others, areas, letters, all=True).order_by("place", "name")


def facts_of(application, named, version, lines, *, words, declarations):
    """The frozen description that the evaluator reads; ``named``: what it names, ``lines`` of the plan ``version``."""
    return ProposalFacts(
        on=timezone.localdate(),
        funding_year=application.funding_year,
        line=application.line_id,
        coverage=application.coverage,
        countries=tuple(named.countries),
        other_countries=tuple(named.other_countries),
        focus_areas=tuple(code for code, _name, _is_exceptional in named.focus_areas),
        exceptional_areas=tuple(name for _code, name, is_exceptional in named.focus_areas if is_exceptional),
        duration_months=version.duration_months,
        words=tuple(SectionFacts(key, count) for key, count in words.items()),
        budget=budget_facts(lines),
        letters=tuple(map(LetterFacts, named.letters)),
        declarations=frozenset(declarations),
    )


def budget_facts(lines):
    """The budget of a plan, from its lines, as the evaluator reads it."""
    return BudgetFacts(tuple(_budget_line(line) for line in lines))


def _budget_line(line):
    return LineFacts(
        number=line.position,
        category=line.category,
        amount=line.amount,
        description=line.description,
        is_linked=line.activity_id is not None,
        is_explained=bool(line.calculation_note.strip()),
        is_evaluation=line.is_evaluation,
    )


def facts_of_drafts(applications):
    """(application, its frozen description with nothing declared) of many proposals: seven queries, however many."""
    applications = list(applications)
    named = named_by(applications)
    versions = PlanVersion.objects.filter(plan__in=[row.plan_id for row in applications]).order_by("number")
    current = {version.plan_id: version for version in versions.prefetch_related("lines")}
    counts = defaultdict(dict)
    for pk, key, text in Section.objects.filter(application__in=applications).values_list("application", "key", "text"):
        counts[pk][key] = count_words(text)
    for row in applications:
        words, version = {key: counts[row.pk].get(key, 0) for key in SECTIONS}, current[row.plan_id]
        yield row, facts_of(row, named[row.pk], version, version.lines.all(), words=words, declarations=())
