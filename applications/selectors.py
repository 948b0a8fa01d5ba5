"""Reads of applications: what pages show and what the rules are asked."""

import json
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.words import count_words
from funding.deadlines import in_words
from funding.evaluator import (
    DECLARATIONS,
    NOT_APPLICABLE,
    BudgetFacts,
    LetterFacts,
    LineFacts,
    ProposalFacts,
    SectionFacts,
    from_data,
)
from funding.models import Country, FocusArea, FundingLine, Theme
from funding.selectors import Rulebook, closed, country_facts, rulebook_for, rules_for, rules_of
from plans.comparison import compare, text_change, words_change
from plans.models import PlanVersion
from plans.reading import readable
from plans.selectors import framework, missing_parts, names_of_codes

from . import snapshot
from .models import EDITABLE, Application, Section
from .sections import SECTIONS


def my_applications(user):
    """A person's own applications, newest first."""
    return Application.objects.filter(owner=user).with_labels()


def texts_of(application):
    """Mapping section key → Section, for all sections of the template; unwritten ones are unsaved and empty."""
    written = {section.key: section for section in application.sections.select_related("changed_by")}
    return {key: written.get(key) or Section(application=application, key=key, revision=0) for key in SECTIONS}


@dataclass
class Readiness:
    """What still stands between a draft and its submission."""

    facts: ProposalFacts
    rulebook: Rulebook
    findings: list
    missing: list
    tree: object
    sections: dict
    words: dict = field(default_factory=dict)

    @property
    def obstacles(self):
        """Sentences for everything that blocks, declarations apart (they are made while submitting)."""
        blocking = [f for f in self.findings if f.blocks and f.code not in DECLARATIONS]
        return [sentence for sentence, _target in self.missing] + [finding.sentence for finding in blocking]

    def broken(self, *targets):
        """Whether a part named by ``targets`` lacks something or breaks a blocking rule."""
        return any(target in targets for _sentence, target in self.missing) or any(
            finding.blocks for finding in self.findings if finding.target in targets
        )


def readiness(application, *, declarations=frozenset()):
    """Check a proposal as it stands against the rules of its funding year and its template's required parts."""
    sections = texts_of(application)
    words = {key: count_words(section.text) for key, section in sections.items()}
    tree = framework(application.plan.current)
    known = facts_by_country([application])
    facts = facts_of(application, known, tree.version, tree.lines, words=words, declarations=declarations)
    rulebook = rulebook_for(application.funding_year)
    findings = [
        _placed(finding, application, tree.version)
        for finding in rulebook.evaluate(facts)
        if finding.state != NOT_APPLICABLE
    ]
    missing = [(sentence, "results") for sentence in missing_parts(tree)]
    limited = {finding.target for finding in findings}  # P05 says itself when a section is empty
    missing += [
        (_("Section “%(title)s” is empty.") % {"title": kind.title}, key)
        for key, kind in SECTIONS.items()
        if kind.is_required and not words[key] and key not in limited
    ]
    if not tree.totals.total:
        missing.append((_("The budget has no lines."), "budget"))
    if not tree.totals.evaluation and tree.totals.total:
        missing.append((_("The budget has no evaluation line."), "budget"))
    if not application.theme_id:
        missing.append((_("Choose a theme."), "cover"))
    if not application.plan.current.duration_months:
        missing.append((_("Say how many months the project lasts."), "cover"))
    missing += [(sentence, "call") for sentence in _late(application)]
    return Readiness(facts, rulebook, findings, missing, tree, sections, words)


def _late(application):
    """Why the call takes the proposal no more (C04). One that was in time may be changed and handed in again."""
    return closed(application.call) if application.call_id and application.submitted_at is None else []


def replay(submission):
    """What the rules of a submission find in its facts today, as canonical JSON: ``submission.findings`` to the byte.

    Findings of rules that did not apply are left out, as they were when it was handed in.
    """
    facts = from_data(json.loads(submission.facts))
    found = rules_of(submission.rule_set).evaluate(facts)
    return snapshot.canonical([finding.as_data() for finding in found if finding.state != NOT_APPLICABLE])[0]


def _placed(finding, application, version):
    """A finding with the words and the address of the part where it is mended."""
    key, target = {"key": application.key}, finding.target
    if target in SECTIONS:
        url = reverse("applications:section", kwargs=key | {"section": target})
        return replace(finding, place=str(SECTIONS[target].title), url=url)
    names = {"cover": "applications:cover", "letters": "applications:letters"}
    if target in names:
        return replace(finding, url=reverse(names[target], kwargs=key))
    return replace(finding, url=reverse("plans:budget", kwargs={"pk": version.pk})) if target == "budget" else finding


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


def section_limits(year):
    """Mapping section key → greatest number of words, of the rule P05 in force."""
    rules = rules_for(year, ["P05"])
    return {key: int(limit) for key, limit in rules["P05"].parameters.items()} if rules else {}


@dataclass(frozen=True)
class Reading:
    """A proposal as it is read: its data, and the names behind the codes in the reader's language."""

    data: dict
    countries: dict
    line: FundingLine
    theme: Theme | None
    focus_areas: list
    submission: object | None
    version_pk: UUID

    @cached_property
    def plan(self):
        """Results, activities, budget, risks and markers in the reader's words."""
        return readable(self.data["plan"])

    @property
    def call(self):
        """(title, deadline in words) of the call as it stood when the proposal was handed in; None where it is not kept.

        The deadline is empty for a call without one. The grace is kept too, and shown to nobody.
        """
        if not (call := self.data.get("call")):
            return None
        deadline_at = call["deadline_at"] and datetime.fromisoformat(call["deadline_at"])
        return call["title"].get(get_language()) or call["title"]["en"], in_words(deadline_at, call["time_zone"])

    @property
    def sections(self):
        """(title, text) of every section, in order."""
        return [(SECTIONS[row["key"]].title, row["text"]) for row in self.data["sections"] if row["key"] in SECTIONS]


def read(application):
    """The proposal as last submitted; the live draft only where nothing was submitted yet."""
    submission = application.submissions.order_by("-number").first()
    data = json.loads(submission.content) if submission else snapshot.as_data(application)
    return Reading(
        data=data,
        countries={country.pk: country.name for country in Country.objects.filter(pk__in=data["countries"])},
        line=FundingLine.objects.get(pk=data["line"]),
        theme=Theme.objects.filter(pk=data["theme"]).first(),
        focus_areas=list(FocusArea.objects.filter(pk__in=data["focus_areas"])),
        submission=submission,
        version_pk=application.plan.versions.order_by("-number").values_list("pk", flat=True).first(),
    )


def open_drafts(years):
    """Proposals still written whose funding year is in ``years`` (of funding.selectors), those begun last first."""
    found = Application.objects.filter(state__in=EDITABLE, funding_year__gte=years.first).order_by("-created_at", "-pk")
    if years.last is not None:
        found = found.filter(funding_year__lte=years.last)
    return found.none() if years.is_replaced else found


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


def in_region(user):
    """Applications that wait for the endorsement of the person's Regional Office."""
    waiting = Application.objects.visible_to(user).filter(state="REGIONAL_REVIEW", region__in=user.endorsing_regions)
    return waiting.with_labels().order_by("submitted_at")


@dataclass(frozen=True)
class Changes:
    """What a submission says otherwise than the one before it: ``fields`` of the proposal, and its ``plan``."""

    submission: object
    before: object
    fields: list
    plan: object
    language: str


def changes_of(submission):
    """The Changes from the submission before ``submission`` to it; its number is above 1."""
    before = submission.application.submissions.get(number=submission.number - 1)
    old, new = json.loads(before.content), json.loads(submission.content)
    themes, areas = ({row.pk: row.name for row in model.objects.all()} for model in (Theme, FocusArea))
    texts = {row["key"]: row["text"] for row in old["sections"]}
    changes = [_cover_text(name, old, new) for name in ("title", "executing_office", "government_partner")]
    changes += [
        words_change("theme", _("Theme"), *(themes.get(data["theme"], "") for data in (old, new))),
        words_change("focus_areas", _("Focus areas"), *(_names(data["focus_areas"], areas) for data in (old, new))),
        words_change("letters", _("Letters"), *(_letters(data) for data in (old, new))),
    ]
    changes += [
        text_change(row["key"], str(SECTIONS[row["key"]].title), texts.get(row["key"]), row["text"])
        for row in new["sections"]
        if row["key"] in SECTIONS
    ]
    plan = compare(old["plan"], new["plan"], names_of_codes())
    return Changes(submission, before, [change for change in changes if change], plan, new["language"])


def _cover_text(name, old, new):
    return text_change(name, capfirst(str(Application._meta.get_field(name).verbose_name)), old[name], new[name])


def _names(codes, names):
    return ", ".join(names.get(code, code) for code in codes)


def _letters(data):
    return ", ".join(f"{letter['file_name']} ({letter['dated_on']})" for letter in data["letters"])
