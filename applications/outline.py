"""The questions of the form as data, from the same sections, fields and rules as the form itself.

The public page, the PDF and the Word document show this; a test holds all of them against the forms.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.questions import Group, Part, RuleNote, questions_of, words_of_count
from funding.evaluator import DECLARATIONS
from funding.models import RuleSet
from funding.selectors import rules_for
from plans.outline import budget_groups, results_groups, risk_groups

from . import forms
from .sections import CONCEPT_LIMITS, SECTIONS
from .selectors import section_limits
from .selectors.asking import questions_of_call
from .selectors.question_sets import published_set

COVER_RULES, BUDGET_RULES, LETTER_RULES = ("S01", "P06"), ("B02", "B06", "B09", "B11"), ("L01", "L02")


@dataclass(frozen=True)
class Outline:
    """The whole form in one language, as the rules of a funding year have it: ``rules`` says which.

    ``summary`` is how much the form asks, in words that can be counted after. ``call`` is the last part of the address of
    the call whose questions are among them, if any.
    """

    language: str
    title: str
    summary: str
    rules: str
    published_on: date | None
    parts: tuple = field(default_factory=tuple)
    call: str = ""

    @property
    def questions(self):
        """All questions, in order."""
        return [question for part in self.parts for question in part.questions]

    @property
    def of_proposal(self):
        """The parts of a proposal itself: the concept note is a stage before, with its own pages."""
        return [part for part in self.parts if part.id != "concept"]

    @property
    def fingerprint(self):
        """SHA-256 (hex) of all that is shown: the same outline always has the same."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True, default=str).encode()).hexdigest()


def outline(call=None):
    """The form as somebody finds it who starts a proposal today – for ``call`` – in the active language.

    A constant number of queries, whatever the lists and rules hold.
    """
    year = (call and call.funding_year) or timezone.localdate().year
    rules = rules_for(year, [*COVER_RULES, *BUDGET_RULES, *LETTER_RULES, *DECLARATIONS, "P05"])
    rule_set = RuleSet.objects.for_year(year).first()
    parts = _parts(call, year, rules)
    parts = tuple(replace(part, number=number) for number, part in enumerate(parts, 1))
    published_at = rule_set.published_at if rule_set else None
    published_on = timezone.localdate(published_at) if published_at else None
    return Outline(
        language=get_language(),
        title=_("All questions for “%(call)s”") % {"call": call}
        if call
        else _("All questions of the application form"),
        summary=_summary(parts),
        rules=_rules_line(year, rule_set, published_on),
        published_on=published_on,
        parts=parts,
        call=call.slug if call else "",
    )


def _parts(call, year, rules):
    return (
        _concept(),
        _start(),
        _cover(rules),
        _people(),
        _narrative(rules, section_limits(year)),
        Part(
            "results",
            _("Results and activities"),
            _("What changes, how it will be seen, and what is done for it, from the objective down."),
            results_groups(),
        ),
        Part(
            "budget",
            _("Budget"),
            _("In US dollars, only what the Fund pays for."),
            budget_groups(),
            _notes(rules, BUDGET_RULES),
        ),
        Part(
            "risks",
            _("Risks and cross-cutting concerns"),
            _("What could go wrong, and what the project does for people and the environment besides its results."),
            risk_groups(),
        ),
        _letters(rules),
        _documents(),
        *_of_call(call),
        _declarations(rules),
    )


def _summary(parts):
    number = len(parts)
    counts = [
        ngettext("%(n)d part", "%(n)d parts", number) % {"n": number},
        words_of_count(sum(len(part.questions) for part in parts)),
    ]
    repeated = _("Those about results, indicators, activities and budget lines are answered for each of them.")
    return f"{', '.join(counts)}. {repeated}"


def _rules_line(year, rule_set, published_on):
    words = _("Rules for the funding year %(year)s") % {"year": year}
    if rule_set:
        words = _("%(rules)s, rule set %(number)s") % {"rules": words, "number": rule_set}
    if published_on:
        words = _("%(rules)s, published on %(day)s") % {"rules": words, "day": date_format(published_on)}
    return words


def _notes(rules, codes):
    found = [rules[code] for code in codes if code in rules]
    return tuple(RuleNote(rule.code, rule.title, rule.explanation, rule.source) for rule in found)


def _plain(questions, *, is_repeated=False):
    """Questions that need no heading of their own."""
    return (Group("", "", "", questions, is_repeated=is_repeated),)


def _concept():
    intro = _(
        "An idea in a few hundred words that the Regional Office and the Fund answer. It is not compulsory; its texts are "
        "carried over into the proposal."
    )
    found = questions_of(forms.ConceptForm(), "concept")
    limits = {f"concept.{name}": limit for name, limit in CONCEPT_LIMITS.items()}
    questions = tuple(
        replace(one, word_limit=limits[one.id], limit=_words(limits[one.id])) if one.id in limits else one
        for one in found
    )
    return Part("concept", _("Concept note"), intro, _plain(tuple(_to_send(one) for one in questions)))


def _to_send(question):
    return replace(question, need=_("Needed to send")) if question.is_required else question


def _words(limit):
    return ngettext("At most %(number)s word", "At most %(number)s words", limit) % {"number": limit}


def _start():
    intro = _(
        "Asked first. The countries are checked at once, so that you know before you write whether they may apply."
    )
    return Part("start", _("Start a proposal"), intro, _plain(questions_of(forms.StartForm(), "start")))


def _cover(rules):
    intro = _("The title stands here once more, because you may change it until you submit.")
    questions = questions_of(forms.CoverForm(), "cover")
    return Part("cover", _("Cover"), intro, _plain(questions), _notes(rules, COVER_RULES))


def _people():
    intro = _("What your account and your organisation say is filled in already.")
    contacts = Group("contacts", _("Contacts"), _("Asked once."), questions_of(forms.ContactsForm(), "people"))
    partners = Group(
        "partners",
        _("Partners"),
        _("Asked for each partner."),
        questions_of(forms.PartnerForm(), "partner"),
        is_repeated=True,
    )
    return Part("people", _("Contacts and partners"), intro, (contacts, partners))


def _narrative(rules, limits):
    """One question for each section of the template, under the section's name."""
    questions = []
    for key, kind in SECTIONS.items():
        limit = limits.get(key)
        form = forms.SectionForm(kind=kind, limit=limit)
        (question,) = questions_of(form, "narrative", word_limit=limit, names={"text": key})
        questions.append(question if limit else replace(question, limit=_("No word limit")))
    intro = _("Texts without formatting. You can save a text that is too long, but not submit it.")
    return Part("narrative", _("Narrative sections"), intro, _plain(tuple(questions)), _notes(rules, ["P05"]))


def _letters(rules):
    intro = _("Asked for each letter of a government.")
    questions = questions_of(forms.LetterForm(), "letter")
    return Part("letters", _("Letters"), intro, _plain(questions, is_repeated=True), _notes(rules, LETTER_RULES))


def _documents():
    intro = _("Added as files, as many as you need. The page of a call says which documents it asks for.")
    questions = questions_of(forms.UploadForm(), "document")
    return Part("documents", _("Documents"), intro, _plain(questions, is_repeated=True))


def _of_call(call):
    """What the call asks besides, if it asks anything."""
    found = published_set(call) if call else None
    if found is None:
        return []
    intro = _("Asked for proposals to this call, besides what every proposal is asked.")
    return [Part("call", _("Questions of the call"), intro, _plain(questions_of_call(found.asks())))]


def _declarations(rules):
    """The declarations are rules: their title is the question, their explanation its help, their source is cited."""
    found = [rules[code] for code in DECLARATIONS if code in rules]
    questions = questions_of(forms.SubmitForm(declarations=found), "declaration")
    sources = (_("Rule %(code)s, %(source)s") % {"code": rule.code, "source": rule.source} for rule in found)
    cited = tuple(
        replace(question, answer=_("To be declared"), source=source)
        for question, source in zip(questions, sources, strict=True)
    )
    return Part("declarations", _("Declarations"), _("Made last, when you submit."), _plain(cited))
