"""What still stands between a draft and its submission."""

import json
from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from core.words import count_words
from funding.evaluator import (
    DECLARATIONS,
    NOT_APPLICABLE,
    ProposalFacts,
    from_data,
)
from funding.selectors import Rulebook, closed, rulebook_for, rules_of
from plans.selectors import framework, missing_parts

from .. import snapshot
from ..sections import SECTIONS
from .answers import Sheet, sheet_of
from .facts import facts_by_country, facts_of
from .texts import texts_of


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
    questions: Sheet | None = None

    @property
    def obstacles(self):
        """Sentences for everything that blocks, declarations apart (they are made while submitting)."""
        blocking = [f for f in self.findings if f.blocks and f.code not in DECLARATIONS]
        return [sentence for sentence, _target in self.missing] + [finding.sentence for finding in blocking]

    def broken(self, *targets):
        """Whether a part named by ``targets`` lacks something or breaks a blocking rule."""
        return any(target.partition(".")[0] in targets for _sentence, target in self.missing) or any(
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
    questions = sheet_of(application)
    missing += [(sentence, f"questions.q-{question.key}") for sentence, question in questions.missing]
    missing += [(sentence, "call") for sentence in _late(application)]
    return Readiness(facts, rulebook, findings, missing, tree, sections, words, questions)


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
