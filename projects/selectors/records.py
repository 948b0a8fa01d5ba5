"""What a project's public record holds: approved facts, chosen one by one, without what the publication in force withholds.

Nothing else of a project is public (design open-data 4.4): no draft, no returned report, no cost of a person, no name of
one. Upper apps give what accepted reports say under the place "public_facts", as ``PublicFacts``.
"""

from copy import copy
from functools import partial

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import SimpleLazyObject
from django.utils.translation import override

from core.languages import LANGUAGES
from core.panels import collect
from funding.models import AxisValue, Country, Goal, RatingStep
from plans.models import Indicator
from plans.reading import Names
from plans.selectors import whole

from ..models import IN_PUBLIC, Project, Publication, PublicRecord
from ..redaction import Redactor
from .cards import card_of
from .maps import locate
from .public_facts import Corrected, Payment, PublicFacts, Reached, Spell
from .public_money import money_of

__all__ = [
    "Corrected",
    "Payment",
    "PublicFacts",
    "Reached",
    "Spell",
]  # what upper apps give, with the rest of this module

# What a record says of itself, in three languages at once: whoever writes it has a language of their own
CORRECTED = {
    "en": "Figures of the period from {start} to {end} were corrected.",
    "fr": "Les chiffres de la période du {start} au {end} ont été corrigés.",
    "es": "Se corrigieron las cifras del período del {start} al {end}.",
}


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
    results = _results(project, tree, facts, redact) if tree else {}
    shows_money = bool(terms and terms.shows_money)
    documents = [redact.all_in(one) for part in facts for one in part.documents if not redact.hits(one.get("url"))]
    return bare_values(project, countries, redact) | {
        **({"prima_id": ""} if withheld else {}),  # it begins with a country's letters
        "goal_codes": _goals(tree),
        "partners": _partners(project, redact),
        "results": results,
        "money": money_of(project, tree, facts, shows_spent=shows_money),
        "documents": documents,
        "corrections": _corrections(published, terms, redact) + _corrected_periods(facts, shows_money),
        "has_results": any(one["actuals"] for part in facts for one in part.indicators.values()),
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
    """The record with all that its page shows: ``countries``, their ``map``, its ``goals``, the ``names`` of codes.

    Two queries; one more each where results are split or on a scale.
    """
    with_countries([record])
    record.names = names_in(record)
    record.map = locate(record.countries)
    record.goals = list(Goal.objects.filter(pk__in=record.goal_codes).order_by("-frame", "position"))
    return record


def names_in(record):
    """The words for the axes, parts and steps that a record's results name (``plans.reading.Names``)."""
    axes = {split["axis"] for row in record.indicators for one in row["actuals"] for split in one.get("splits", [])}
    scales = {row["scale"] for row in record.indicators if row.get("scale")}
    parts = list(AxisValue.objects.filter(axis__in=axes).select_related("axis")) if axes else []
    steps = RatingStep.objects.filter(scale__in=scales) if scales else []
    return Names(
        axes={part.axis_id: part.axis.name for part in parts},
        parts={f"{part.axis_id}.{part.code}": part.name for part in parts},
        steps={(step.scale_id, step.number): step.name for step in steps},
    )


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


def _results(project, tree, facts, redact):
    reached = {lineage: values for part in facts for lineage, values in part.indicators.items()}

    def node(row):
        indicators = [_indicator(one, project, reached.get(one.lineage, {}), redact) for one in row.indicator_rows]
        return {"code": row.code, "statement": redact(row.statement), "indicators": indicators}

    return {
        "objective": node(tree.objective) if tree.objective else None,
        "outcomes": [node(one) | {"outputs": [node(output) for output in one.outputs]} for one in tree.outcomes],
        "markers": {row.theme: row.marker for row in tree.markers},
        "reported_until": _text(max((part.reported_until for part in facts if part.reported_until), default=None)),
    }


def _indicator(row, project, reached, redact):
    """One indicator; a baseline that is not known has no value (never 0)."""
    is_known = row.baseline_state == Indicator.BaselineState.KNOWN
    return {
        "lineage": str(row.lineage),
        "title": redact(row.title),
        "kind": row.kind,
        "unit": redact(row.unit),
        "scale": row.scale_id,
        "direction": row.direction,
        "over_time": row.over_time,
        "baseline": {
            "state": row.baseline_state,
            "value": _text(row.baseline_value) if is_known else None,
            "year": row.baseline_year if is_known else None,
            "text": redact(row.baseline_text),
        },
        "target": {"value": _text(row.target_value), "text": redact(row.target_text)},
        "milestones": [_milestone(one, project, redact) for one in row.milestones.all()],
        "goals": sorted(goal.pk for goal in row.goals.all()),
        "actuals": [spell.as_data() | {"words": redact(spell.words)} for spell in reached.get("actuals", [])],
        "reached": _text(reached.get("reached")),
        "percent": _text(reached.get("percent")),
        "light": reached.get("light") or "",
    }


def _milestone(row, project, redact):
    """What is to be reached by the end of a month of the project, with its day where that is known."""
    on = project.starts_on and project.starts_on + relativedelta(months=row.month) - relativedelta(days=1)
    return {"month": row.month, "on": _text(on), "value": _text(row.value), "text": redact(row.text)}


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


def _corrected_periods(facts, shows_money):
    """The periods of which a correction changed figures that are public, in words, newest first; their days as data."""
    rows = [one for part in facts for one in part.corrected if shows_money or not one.is_of_money]
    rows.sort(key=lambda one: (one.on, one.ends_on), reverse=True)
    return [{"on": str(one.on), **_in_words(one), "from": str(one.starts_on), "to": str(one.ends_on)} for one in rows]


def _in_words(corrected):
    texts = {}
    for language in LANGUAGES:
        with override(language):
            start, end = (date_format(day, "DATE_FORMAT") for day in (corrected.starts_on, corrected.ends_on))
            texts[language] = CORRECTED[language].format(start=start, end=end)
    return texts


def _text(value):
    return None if value is None else str(value)
