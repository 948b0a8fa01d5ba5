"""The questions of a call: which version counts, what a draft still lacks, what it says otherwise than the one before."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.numbers import write_money, write_number
from core.punctuation import in_series
from core.questions import Kind
from funding.models import Country, Coverage, FundingLine
from plans.comparison import text_change, words_change

from ..conditions import COVERAGE, FITTING, FITTING_FACTS, LINE, Operator
from ..models import Question, QuestionSet

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
OF_TEXTS, OF_NUMBERS, OF_CHOICES = (
    frozenset({Kind.TEXT, Kind.LONG_TEXT}),
    frozenset({Kind.NUMBER, Kind.AMOUNT}),
    frozenset({Kind.CHOICE, Kind.CHOICES}),
)


def published_set(call):
    """The questions that a proposal started now is asked, or None."""
    return call.question_sets.filter(state=QuestionSet.State.PUBLISHED).first()


def draft_set(call):
    """The version that is being written, or None."""
    return call.question_sets.filter(state=QuestionSet.State.DRAFT).first()


def versions_of(call):
    """All versions, newest first, with the names of who published them."""
    return call.question_sets.select_related("published_by", "created_by")


def published_kinds(call):
    """Mapping key → kind of every question that was ever published for the call."""
    found = Question.objects.filter(question_set__call=call).exclude(question_set__state=QuestionSet.State.DRAFT)
    return dict(found.order_by("question_set__number").values_list("key", "kind"))


def facts_in_words():
    """Mapping fact → (label, mapping value → label) of what conditions may ask of the proposal itself. One query."""
    lines = {str(line.pk): str(line.name) for line in FundingLine.objects.all()}
    return {COVERAGE: (_("Coverage"), dict(Coverage.choices)), LINE: (_("Funding line"), lines)}


def value_in_words(kind, value, *, labels=None, countries=None):
    """A typed answer in the reader's words; ``labels``: code → label of the choices, ``countries``: code → name."""
    if value is None:
        return ""
    if kind == Kind.YES_NO:
        return _("Yes") if value else _("No")
    if kind == Kind.CHOICES:
        codes = value if isinstance(value, (tuple, list)) else [value]
        return ", ".join((labels or {}).get(code, code) for code in codes)
    write = {
        Kind.NUMBER: write_number,
        Kind.AMOUNT: write_money,
        Kind.DATE: date_format,
        Kind.CHOICE: lambda code: (labels or {}).get(code, code),
        Kind.COUNTRY: lambda code: (countries or {}).get(code, code),
    }
    return str(write.get(kind, str)(value))


def labels_of(question):
    """Mapping code → label of the question's choices, in the active language."""
    return {choice.code: choice.label for choice in question.choices.all()}


class ConditionWords:
    """Writes conditions out. The countries that they name and the facts are read once, when first needed."""

    def __init__(self, questions):
        self.by_key = {question.key: question for question in questions}
        self._facts = self._countries = None

    @property
    def facts(self):
        """As ``facts_in_words``."""
        self._facts = self._facts or facts_in_words()
        return self._facts

    @property
    def countries(self):
        """Mapping code → name."""
        self._countries = self._countries or dict(Country.objects.values_list("pk", "name"))
        return self._countries

    def write(self, condition):
        """ "“Which border?” is “Land”"; empty for no condition."""
        if condition is None:
            return ""
        subject, value = self._named(condition)
        words = {"question": subject, "operator": Operator(condition.operator).label, "value": value}
        if condition.operator == Operator.ANSWERED:
            return _("“%(question)s” %(operator)s") % words
        return _("“%(question)s” %(operator)s “%(value)s”") % words

    def value(self, condition):
        """Its value alone, as a person would type it."""
        return self._named(condition)[1] if condition else ""

    def _named(self, condition):
        if condition.subject.startswith("@"):
            label, values = self.facts[condition.subject]
            return label, values.get(condition.value, condition.value)
        question = self.by_key.get(condition.subject)
        if question is None:
            return condition.subject, condition.value
        countries = self.countries if question.kind == Kind.COUNTRY else None
        value = condition.value
        if question.kind == Kind.DATE and value is not None:
            return str(question), value.isoformat()
        if question.kind == Kind.AMOUNT and value is not None:
            return str(question), write_number(value, places=2)
        return str(question), value_in_words(question.kind, value, labels=labels_of(question), countries=countries)


def problems(questions):
    """(sentence, key of the question or "") for everything that keeps a version from being published."""
    found = [] if questions else [(_("There are no questions yet."), "")]
    earlier = {}
    for question in questions:
        for problem in _problems_of(question, earlier):
            words = {"question": question, "problem": problem}
            found.append((_("“%(question)s”: %(problem)s") % words, question.key))
        earlier[question.key] = question
    return found


def _problems_of(question, earlier):
    choices = list(question.choices.all())
    yield from _untranslated(question, choices)
    if question.kind in OF_CHOICES and len(choices) < 2:
        yield _("A choice needs at least two answers to choose from.")
    if question.kind not in OF_CHOICES and choices:
        yield _("Only a question with choices has answers to choose from.")
    if question.word_limit and question.kind not in OF_TEXTS:
        yield _("Only a text has a word limit.")
    if question.kind not in OF_NUMBERS and (question.least is not None or question.greatest is not None):
        yield _("Only a number or an amount has a least and a greatest value.")
    for condition in (question.asked_when, question.required_when):
        if condition:
            yield from _broken(condition, earlier)


def _untranslated(question, choices):
    names = dict(settings.LANGUAGES)
    for code in LANGUAGES:
        language = {"language": _(names[code])}
        if not getattr(question, f"text_{code}"):
            yield _("The question is missing in %(language)s.") % language
        has_help = any(getattr(question, f"help_{other}") for other in LANGUAGES)
        if has_help and not getattr(question, f"help_{code}"):
            yield _("The help is missing in %(language)s.") % language
        if any(not getattr(choice, f"label_{code}") for choice in choices):
            yield _("A choice is missing in %(language)s.") % language


def _broken(condition, earlier):
    """What is wrong with a condition. As it may only name earlier questions, conditions never go in a circle."""
    if condition.subject.startswith("@"):
        if condition.operator not in FITTING_FACTS:
            yield _("The condition compares in a way that does not fit.")
        return
    subject = earlier.get(condition.subject)
    if subject is None:
        yield _("The condition refers to a question that does not stand before this one.")
    elif condition.operator not in FITTING[Kind(subject.kind)]:
        yield _("The condition compares in a way that does not fit.")
    elif subject.kind in OF_CHOICES and condition.value and condition.value not in labels_of(subject):
        yield _("The condition refers to a choice that is not offered.")


@dataclass(frozen=True)
class Difference:
    """What happened to one question: ``what`` is "added", "removed", "changed" or "moved"; ``changes`` of its fields."""

    what: str
    question: Question
    changes: list

    @property
    def label(self):
        """What happened, in a word."""
        return {"added": _("Added"), "removed": _("Removed"), "changed": _("Changed"), "moved": _("Moved")}[self.what]


def differences(before, after):
    """Differences from the questions ``before`` to those ``after``, in the order of the latter; removed ones last."""
    old, new = ({question.key: question for question in questions} for questions in (before, after))
    kept_before, kept_after = [key for key in old if key in new], [key for key in new if key in old]
    writers = ConditionWords(before), ConditionWords(after)
    found = []
    for key, question in new.items():
        changes = _changes(old[key], question, writers) if key in old else []
        if key not in old:
            found.append(Difference("added", question, []))
        elif changes:
            found.append(Difference("changed", question, changes))
        elif kept_before.index(key) != kept_after.index(key):
            found.append(Difference("moved", question, []))
    return found + [Difference("removed", question, []) for key, question in old.items() if key not in new]


def _changes(old, new, writers):
    texts = [(f"{name}_{code}", name, code) for name in ("text", "help") for code in LANGUAGES]
    found = [
        text_change(field, f"{_label(name)} ({code.upper()})", getattr(old, field) or "", getattr(new, field) or "")
        for field, name, code in texts
    ]
    facts_before, facts_after = (_facts(question, words) for question, words in zip((old, new), writers, strict=True))
    found += [words_change(label, label, facts_before[label], facts_after[label]) for label in facts_after]
    return [change for change in found if change]


def _label(name):
    return capfirst(str(Question._meta.get_field(name).verbose_name))


def _facts(question, words):
    """Mapping label → what is said of a question, in words."""
    labels = []
    for code in LANGUAGES:
        with translation.override(code):
            labels.append(in_series(labels_of(question).values()))
    numbers = {name: getattr(question, name) for name in ("word_limit", "least", "greatest")}
    marks = {name: getattr(question, name) for name in ("is_required", "is_shown_to_reviewers")}
    return {
        _label("kind"): question.get_kind_display(),
        **{_label(name): "" if value is None else write_number(value) for name, value in numbers.items()},
        **{_label(name): _("Yes") if value else _("No") for name, value in marks.items()},
        _("Choices"): " / ".join(labels) if any(labels) else "",
        _("Asked only if"): words.write(question.asked_when),
        _("Needed only if"): words.write(question.required_when),
    }
