"""What a project's public record holds: approved facts, chosen one by one, without what the publication in force withholds.

Nothing else of a project is public (design open-data 4.4): no draft, no returned report, no cost of a person, no name of
one. Upper apps give what accepted reports say under the place "public_facts", as ``PublicFacts``.
"""

from copy import copy
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from core.languages import LANGUAGES
from core.panels import collect
from funding.models import Country, Goal
from plans.models import Indicator
from plans.selectors import whole

from ..models import IN_PUBLIC, Project, Publication, PublicRecord
from ..redaction import Redactor
from .cards import card_of
from .maps import locate


@dataclass(frozen=True)
class Spell:
    """A value that holds for a period: reached by an indicator, or spent in USD; ``on``: the day it was approved."""

    starts_on: date
    ends_on: date
    value: Decimal
    on: date

    def as_data(self):
        """JSON-ready, numbers as text."""
        return {"from": str(self.starts_on), "to": str(self.ends_on), "value": str(self.value), "on": str(self.on)}


@dataclass
class PublicFacts:
    """What an upper app adds to a record. ``indicators``: lineage → {"actuals": [Spell], "reached", "percent"}.

    ``documents``: dicts of title, url, category (IATI's, such as A07), language, date, format.
    """

    indicators: dict = field(default_factory=dict)
    spent: list = field(default_factory=list)
    documents: list = field(default_factory=list)


_withhold_nothing = Redactor([])


def values_of(project, publication=None, words=None):
    """The fields of a project's public record, as a dict, on the terms of ``publication`` (by default those in force).

    ``words``: those to withhold, where the publication is not saved yet.
    """
    published = sorted(
        (one for one in project.publications.all() if one.status == Publication.Status.PUBLISHED),
        key=lambda one: -one.number,
    )
    terms = publication or next(iter(published), None)
    redact, withheld = withholding([one.words for one in _redactions(terms)] if words is None else words)
    countries = [country for country in project.countries.all() if country not in withheld]
    facts = collect("public_facts", project)
    tree = _plan_in_force(project)
    results = _results(tree, facts, redact) if tree else {}
    documents = [redact.all_in(one) for part in facts for one in part.documents if not redact.hits(one.get("url"))]
    return bare_values(project, countries, redact) | {
        **({"prima_id": ""} if withheld else {}),  # it begins with a country's letters
        "goal_codes": _goals(tree),
        "partners": _partners(project, redact),
        "results": results,
        "money": _money(project, tree, facts, shows_spent=bool(terms and terms.shows_money)),
        "documents": documents,
        "corrections": _corrections(published, terms, redact),
        "has_results": any(part.indicators for part in facts),
        "has_evaluation": any(one.get("category") == "A07" for one in documents),
        "plan_number": tree.version.number if tree else None,
        "published_at": project.published_at or (terms and terms.prepared_at) or timezone.now(),
    }


def bare_values(project, countries, redact=_withhold_nothing):
    """The fields that stand in the project itself, with these ``countries``; asks the database nothing."""
    return {
        "address": f"project-{project.pk}" if redact.hits(project.address) else project.address,
        "code": project.code or "",
        "prima_id": project.prima_id or "",
        "title": redact(project.title)[:500],
        "title_language": project.title_language,
        **{f"summary_{code}": redact(getattr(project, f"summary_{code}") or "") for code in LANGUAGES},
        "region_id": project.region_id,
        "country_codes": sorted(country.pk for country in countries),
        "theme_id": project.theme_id,
        "coverage": project.coverage,
        "state": IN_PUBLIC.get(project.state, project.state),
        "line_id": project.line_id,
        "amount": project.amount,
        "funding_year": project.funding_year,
        "start_year": project.start_year,
        "end_year": project.end_year,
        "starts_on": project.starts_on,
        "ends_on": project.ends_on,
        "source_url": "" if redact.hits(project.source_url) else project.source_url,
        "counterpart": redact(project.focal_point_ministry)[:200],
        "published_at": project.published_at,
    }


def _redactions(terms):
    return terms.redactions.all() if terms and terms.pk else []


def withholding(words, countries=None):
    """(what withholds ``words``, the Member States that they name): a State is withheld in all its names.

    Its region stays: it names no place that would put somebody in danger. ``countries``: all there are, if at hand.
    """
    redact = Redactor(words)
    if not words:
        return redact, []
    named = [country for country in countries or Country.objects.all() if redact.names(country.spellings)]
    names = [name for country in named for name in country.spellings if name not in {country.pk, country.code3}]
    return Redactor([*words, *filter(None, names)]), named


def corrected(project, facts):
    """The project with ``facts`` (field → value as text) in it, not saved."""
    changed = copy(project)
    for name, value in facts.items():
        field = Project._meta.get_field(name)
        setattr(changed, name, None if value == "" and field.null else field.to_python(value))
    return changed


def with_countries(records):
    """The records as a list, each with ``countries`` (its Member States by name) and ``card``. One query for all."""
    records = list(records)
    codes = {code for record in records for code in record.country_codes}
    countries = list(Country.objects.filter(pk__in=codes))
    for record in records:
        record.countries = [country for country in countries if country.pk in record.country_codes]
        record.card = SimpleLazyObject(partial(_card, record))
    return records


def _card(record):
    """Made when somebody draws it: its region and theme are not always read."""
    names = [country.name for country in record.countries]
    return card_of(record, countries=names, region=str(record.region or ""), theme=str(record.theme or ""))


def page_of(record):
    """The record with all that its page shows: ``countries``, their ``map``, its ``goals``. Two queries."""
    with_countries([record])
    record.map = locate(record.countries)
    record.goals = list(Goal.objects.filter(pk__in=record.goal_codes).order_by("-frame", "position"))
    return record


def preview(project, publication=None, words=None):
    """The public record as it would be, not saved; with the facts that ``publication`` corrects while it waits."""
    if publication and publication.is_waiting:
        project = corrected(project, publication.facts)
    values = values_of(project, publication, words)
    return page_of(PublicRecord(project=project, revision=0, changed_at=timezone.now(), **values))


def _plan_in_force(project):
    version = project.plan.approved if project.plan_id else None
    return whole(version) if version else None


def _goals(tree):
    return sorted({goal.pk for row in tree.indicators for goal in row.goals.all()}) if tree else []


def _partners(project, redact):
    if not project.application_id:
        return []
    return [
        {"name": "" if redact.hits(row.name) else row.name, "kind": row.kind, "role": redact(row.role)}
        for row in project.application.partners.all()
    ]


def _results(tree, facts, redact):
    reached = {lineage: values for part in facts for lineage, values in part.indicators.items()}

    def node(row):
        indicators = [_indicator(one, reached.get(one.lineage), redact) for one in row.indicator_rows]
        return {"code": row.code, "statement": redact(row.statement), "indicators": indicators}

    return {
        "objective": node(tree.objective) if tree.objective else None,
        "outcomes": [node(one) | {"outputs": [node(output) for output in one.outputs]} for one in tree.outcomes],
        "markers": {row.theme: row.marker for row in tree.markers},
    }


def _indicator(row, reached, redact):
    """One indicator; a baseline that is not known has no value (never 0)."""
    is_known = row.baseline_state == Indicator.BaselineState.KNOWN
    reached = reached or {}
    return {
        "lineage": str(row.lineage),
        "title": redact(row.title),
        "kind": row.kind,
        "unit": redact(row.unit),
        "direction": row.direction,
        "over_time": row.over_time,
        "baseline": {
            "state": row.baseline_state,
            "value": _text(row.baseline_value) if is_known else None,
            "year": row.baseline_year if is_known else None,
            "text": redact(row.baseline_text),
        },
        "target": {"value": _text(row.target_value), "text": redact(row.target_text)},
        "goals": sorted(goal.pk for goal in row.goals.all()),
        "actuals": [spell.as_data() for spell in reached.get("actuals", [])],
        "reached": _text(reached.get("reached")),
        "percent": _text(reached.get("percent")),
    }


def _money(project, tree, facts, *, shows_spent):
    """Budget by periods of at most a year, the commitment of the decision, and what was spent where that is cleared."""
    money = {"budgets": [], "commitments": [], "spent": []}
    if tree and project.starts_on:
        money["budgets"] = _budgets(project, tree)
    if project.application_id and project.application.decided_at and project.amount:
        on = project.application.decided_at.date()
        money["commitments"] = [{"on": str(on), "value": str(project.amount)}]
    if shows_spent:
        money["spent"] = [spell.as_data() for part in facts for spell in part.spent]
    return money


def _budgets(project, tree):
    halves = [sum(amounts, Decimal(0)) for amounts in zip(*(line.phases for line in tree.lines), strict=True)]
    found = []
    for year, start in enumerate(range(0, len(halves), 2)):
        starts_on = project.starts_on + relativedelta(years=year)
        ends_on = min(starts_on + relativedelta(years=1, days=-1), project.ends_on)
        if amount := sum(halves[start : start + 2], Decimal(0)):
            found.append({"from": str(starts_on), "to": str(ends_on), "value": str(amount)})
    return found


def _corrections(published, terms, redact):
    """What each publication corrected, newest first; the last one may be waiting still, in a preview."""
    rows = [terms, *published] if terms and terms not in published else published
    return [
        {
            "on": str(timezone.localdate(one.decided_at or one.prepared_at or timezone.now())),
            **{code: redact(getattr(one, f"correction_{code}") or "") for code in LANGUAGES},
        }
        for one in rows
        if one.correction_en or one.correction_fr or one.correction_es
    ]


def _text(value):
    return None if value is None else str(value)
