"""When a question of a call is asked or needs an answer: pure logic over answers, asked by forms, readiness and snapshots.

An answer is None when there is none, else of its kind: str for texts, codes of choices and countries, Decimal, date,
bool, a tuple of codes for several choices, the name of a file.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core.questions import Kind

COVERAGE, LINE = "@coverage", "@line"  # facts of the proposal; no key of a question begins with this sign


class Operator(TextChoices):
    """How an answer is compared."""

    ANSWERED = "ANSWERED", _("is answered")
    IS = "IS", _("is")
    IS_NOT = "IS_NOT", _("is answered, but not with")
    CONTAINS = "CONTAINS", _("contains")
    AT_LEAST = "AT_LEAST", _("is at least")
    AT_MOST = "AT_MOST", _("is at most")


_EQUALS = {Operator.ANSWERED, Operator.IS, Operator.IS_NOT}
_ORDERED = _EQUALS | {Operator.AT_LEAST, Operator.AT_MOST}
FITTING = {  # which comparisons make sense for which kind
    Kind.TEXT: _EQUALS | {Operator.CONTAINS},
    Kind.LONG_TEXT: {Operator.ANSWERED, Operator.CONTAINS},
    Kind.NUMBER: _ORDERED,
    Kind.AMOUNT: _ORDERED,
    Kind.DATE: _ORDERED,
    Kind.CHOICE: _EQUALS,
    Kind.CHOICES: {Operator.ANSWERED, Operator.CONTAINS},
    Kind.YES_NO: _EQUALS,
    Kind.COUNTRY: _EQUALS,
    Kind.FILE: {Operator.ANSWERED},
}
FITTING_FACTS = {Operator.IS, Operator.IS_NOT}


@dataclass(frozen=True)
class Condition:
    """``subject`` is the key of a question, ``COVERAGE`` or ``LINE``; ``value`` is of the subject's kind."""

    subject: str
    operator: str
    value: object = None

    def holds(self, answers):
        """Whether it holds for ``answers``: a mapping subject → answer. Nothing holds for what is not answered."""
        answer = answers.get(self.subject)
        if answer is None:
            return False
        return {
            Operator.ANSWERED: lambda: True,
            Operator.IS: lambda: _plain(answer) == _plain(self.value),
            Operator.IS_NOT: lambda: _plain(answer) != _plain(self.value),
            Operator.CONTAINS: lambda: _plain(self.value) in _plain(answer),
            Operator.AT_LEAST: lambda: answer >= self.value,
            Operator.AT_MOST: lambda: answer <= self.value,
        }[self.operator]()


def _plain(value):
    """Texts are compared without regard to capitals and outer white space."""
    return value.strip().casefold() if isinstance(value, str) else value


def asked(questions, answers, facts):
    """The answers that count, as a mapping key → answer, with exactly the keys of the questions that are asked.

    ``questions`` have ``key`` and ``asked_when`` (a Condition or None), in their order; ``answers`` is a mapping key →
    answer, ``facts`` one of COVERAGE and LINE. What was answered to a question that is asked no more does not count, also
    not for later conditions.
    """
    found = {}
    for question in questions:
        if question.asked_when is None or question.asked_when.holds(facts | found):
            found[question.key] = answers.get(question.key)
    return found


def to_text(value):
    """A value as it is kept beside its subject: "true", "12.5", "2027-03-31", a code."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def from_text(kind, text):
    """The value of a subject of ``kind`` (None for facts) from the text that ``to_text`` wrote."""
    if not text:
        return None
    if kind in {Kind.NUMBER, Kind.AMOUNT}:
        return Decimal(text)
    if kind == Kind.DATE:
        return date.fromisoformat(text)
    return text == "true" if kind == Kind.YES_NO else text
