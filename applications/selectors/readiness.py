"""What still stands between a draft and its submission."""

import json
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from core.words import count_words
from funding.evaluator import (
    DECLARATIONS,
    NOT_APPLICABLE,
    ProposalFacts,
    from_data,
)
from funding.selectors import Rulebook, closed, rulebook_for, rules_of
from plans.selectors import missing_parts, outline

from .. import snapshot
from ..sections import SECTIONS
from .answers import Sheet, sheet_of
from .documents import missing_documents
from .facts import facts_of, named_by
from .parts import address_of, title_of

FIELDS = {"S01": "focus_areas", "P06": "duration_months"}  # of the cover, by the rule that asks for them


@dataclass(frozen=True)
class ToMend:
    """Something that still stands in the way: the sentence, the part's title and where it is mended ("" if nowhere)."""

    sentence: str
    place: str
    url: str


@dataclass
class Readiness:
    """What still stands between a draft and its submission."""

    facts: ProposalFacts
    rulebook: Rulebook
    findings: list
    missing: list
    tree: object
    words: dict = field(default_factory=dict)
    to_mend: list = field(default_factory=list)
    questions: Sheet | None = None

    @property
    def obstacles(self):
        """Sentences for everything that blocks, declarations apart (they are made while submitting)."""
        return [one.sentence for one in self.to_mend]

    def broken(self, *targets):
        """Whether a part named by ``targets`` lacks something or breaks a blocking rule."""
        return any(target.partition(".")[0] in targets for _sentence, target in self.missing) or any(
            finding.blocks for finding in self.findings if finding.target in targets
        )


def readiness(application, *, declarations=frozenset(), at=None):
    """Check a proposal as it stands against the rules of its funding year and its template's required parts.

    ``at``: when it arrived, for the call's deadline; now if not given. Targets read "cover" or "cover.theme".
    """
    written = dict(application.sections.values_list("key", "text"))
    words = {key: count_words(written.get(key, "")) for key in SECTIONS}
    tree, named = outline(application.plan_id), named_by([application])[application.pk]
    facts = facts_of(application, named, tree.version, tree.lines, words=words, declarations=declarations)
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
        missing.append((_("Choose a theme."), "cover.theme"))
    if not tree.version.duration_months:
        missing.append((_("Say how many months the project lasts."), "cover.duration_months"))
    missing += [(sentence, "documents") for sentence in missing_documents(application)]
    questions = sheet_of(application, with_choices=False)
    missing += [(sentence, f"questions.q-{question.key}") for sentence, question in questions.missing]
    missing += [(sentence, "call") for sentence in _late(application, at)]
    to_mend = list(_to_mend(application, tree.version, missing, findings))
    return Readiness(facts, rulebook, findings, missing, tree, words, to_mend, questions)


def _late(application, at):
    """Why the call takes the proposal no more (C04). One that was in time may be changed and handed in again."""
    return closed(application.call, at) if application.call_id and application.submitted_at is None else []


def _to_mend(application, version, missing, findings):
    """Everything that blocks, first what is missing, each with its place; declarations are made while submitting."""
    for sentence, target in missing:
        yield ToMend(sentence, title_of(target), address_of(application, version, target))
    for finding in findings:
        if finding.blocks and finding.code not in DECLARATIONS:
            yield ToMend(finding.sentence, title_of(finding.target), finding.url)


def replay(submission):
    """What the rules of a submission find in its facts today, as canonical JSON: ``submission.findings`` to the byte.

    Findings of rules that did not apply are left out, as they were when it was handed in.
    """
    facts = from_data(json.loads(submission.facts))
    found = rules_of(submission.rule_set).evaluate(facts)
    return snapshot.canonical([finding.as_data() for finding in found if finding.state != NOT_APPLICABLE])[0]


def _placed(finding, application, version):
    """A finding with the words and the address of the part where it is mended."""
    target = finding.target
    place = str(SECTIONS[target].title) if target in SECTIONS else finding.place
    field_name = FIELDS.get(finding.code) if target == "cover" else None
    url = address_of(application, version, f"{target}.{field_name}" if field_name else target)
    return replace(finding, place=place, url=url)
