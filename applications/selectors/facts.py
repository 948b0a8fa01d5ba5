"""Proposals as the frozen descriptions that the rules are asked about."""

from collections import defaultdict

from django.db.models import prefetch_related_objects
from django.utils import timezone

from core.words import count_words
from funding.evaluator import (
    BudgetFacts,
    LetterFacts,
    LineFacts,
    ProposalFacts,
    SectionFacts,
)
from funding.selectors import country_facts
from plans.models import PlanVersion

from ..models import Section
from ..sections import SECTIONS


def facts_by_country(applications):
    """Mapping country code → CountryFacts for all countries of some proposals: seven queries at most."""
    prefetch_related_objects(applications, "countries", "other_countries")
    named = {
        country.pk: country
        for application in applications
        for country in (*application.countries.all(), *application.other_countries.all())
    }
    return dict(zip(named, country_facts(named.values()), strict=True))


def facts_of(application, known, version, lines, *, words, declarations):
    """The frozen description that the evaluator reads; ``known``: CountryFacts by code, ``lines`` of the plan ``version``."""
    areas = list(application.focus_areas.all())
    return ProposalFacts(
        on=timezone.localdate(),
        funding_year=application.funding_year,
        line=application.line_id,
        coverage=application.coverage,
        countries=tuple(known[country.pk] for country in application.countries.all()),
        other_countries=tuple(known[country.pk] for country in application.other_countries.all()),
        focus_areas=tuple(area.pk for area in areas),
        exceptional_areas=tuple(area.name for area in areas if area.is_exceptional),
        duration_months=version.duration_months,
        words=tuple(SectionFacts(key, count) for key, count in words.items()),
        budget=budget_facts(lines),
        letters=tuple(LetterFacts(letter.country_id) for letter in application.letters.all()),
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
    """(application, its frozen description with nothing declared) of many proposals: thirteen queries, however many."""
    applications = list(applications.prefetch_related("focus_areas", "letters"))
    known = facts_by_country(applications)
    versions = PlanVersion.objects.filter(plan__in=[row.plan_id for row in applications]).order_by("number")
    current = {version.plan_id: version for version in versions.prefetch_related("lines")}
    counts = defaultdict(dict)
    for pk, key, text in Section.objects.filter(application__in=applications).values_list("application", "key", "text"):
        counts[pk][key] = count_words(text)
    for row in applications:
        words, version = {key: counts[row.pk].get(key, 0) for key in SECTIONS}, current[row.plan_id]
        yield row, facts_of(row, known, version, version.lines.all(), words=words, declarations=())
