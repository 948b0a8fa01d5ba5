"""The fields of a form as questions: plain data, in the words of the active language.

What a person reads about a form before opening it – a page, a PDF, a document to draft in – is read off the form itself,
so that the two cannot disagree.
"""

from dataclasses import dataclass
from itertools import islice

from django import forms
from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .forms import AmountField
from .numbers import write_number

MOST_CHOICES = 40  # a longer list (countries) is not repeated


class Kind(TextChoices):
    """What kind of answer a question wants."""

    TEXT = "TEXT", gettext_lazy("Short text")
    LONG_TEXT = "LONG_TEXT", gettext_lazy("Text")
    NUMBER = "NUMBER", gettext_lazy("Number")
    AMOUNT = "AMOUNT", gettext_lazy("Amount in US dollars")
    DATE = "DATE", gettext_lazy("Date")
    CHOICE = "CHOICE", gettext_lazy("One choice")
    CHOICES = "CHOICES", gettext_lazy("One or more choices")
    FILE = "FILE", gettext_lazy("File")
    YES_NO = "YES_NO", gettext_lazy("Yes or no")
    COUNTRY = "COUNTRY", gettext_lazy("Country")


# the first class that fits counts: a class stands before those it is made from
KINDS = [
    (forms.FileField, Kind.FILE),
    (forms.BooleanField, Kind.YES_NO),
    (forms.DateField, Kind.DATE),
    (forms.ModelMultipleChoiceField, Kind.CHOICES),
    (forms.MultipleChoiceField, Kind.CHOICES),
    (forms.ChoiceField, Kind.CHOICE),
    (AmountField, Kind.AMOUNT),
    (forms.IntegerField, Kind.NUMBER),
    (forms.DecimalField, Kind.NUMBER),
]


@dataclass(frozen=True)
class Question:
    """One question. ``answer``, ``limit`` and ``need`` are said in words; ``choices`` is empty where the list is long.

    ``source`` names the rule that a question comes from, if it is one.
    """

    id: str
    label: str
    help: str
    kind: str
    answer: str
    choices: tuple
    is_required: bool
    need: str
    limit: str = ""
    word_limit: int | None = None
    source: str = ""


@dataclass(frozen=True)
class Group:
    """Questions that are answered together, as often as ``note`` says; ``is_repeated`` if that may be more than once."""

    id: str
    title: str
    note: str
    questions: tuple
    is_repeated: bool = False


@dataclass(frozen=True)
class RuleNote:
    """A rule of the Fund that the portal holds a part against, in its own words, with its source."""

    code: str
    title: str
    explanation: str
    source: str


@dataclass(frozen=True)
class Part:
    """A part of the form. ``number`` counts from 1; so do the questions of a part, through all its groups."""

    id: str
    title: str
    intro: str
    groups: tuple
    rules: tuple = ()
    number: int = 0

    @property
    def questions(self):
        """All questions of the part, in order."""
        return [question for group in self.groups for question in group.questions]

    @property
    def count(self):
        """The number of its questions, in words."""
        return words_of_count(len(self.questions))

    @property
    def numbered(self):
        """(group, [(number, question)]) in order; numbers read "4.2", or "2" in a part without one."""
        before = f"{self.number}." if self.number else ""
        numbers = iter(range(1, len(self.questions) + 1))
        return [
            (group, [(f"{before}{next(numbers)}", question) for question in group.questions]) for group in self.groups
        ]


def words_of_count(number):
    """ "12 questions" """
    return ngettext("%(n)d question", "%(n)d questions", number) % {"n": number}


def questions_of(form, prefix, *, word_limit=None, names=None):
    """The visible fields of an unbound ``form`` as a tuple of questions, in its order.

    A question's id is ``prefix`` and the field's name, for good: "cover.theme"; ``names`` gives fields another name.
    ``word_limit`` is that of the texts of the form. Lists of choices cost one query each.
    """
    return tuple(
        _question(bound, f"{prefix}.{(names or {}).get(bound.name, bound.name)}", word_limit)
        for bound in form.visible_fields()
    )


def _question(bound, identity, word_limit):
    field = bound.field
    kind = kind_of(field)
    is_required = field.required or getattr(field, "needed_later", False)
    return Question(
        id=identity,
        label=str(bound.label),
        help=str(bound.help_text),
        kind=kind.value,
        answer=str(kind.label),
        choices=_choices(field),
        is_required=is_required,
        need=_need(field, kind, is_required=is_required),
        limit=_limit(field, word_limit),
        word_limit=word_limit,
    )


def kind_of(field):
    """The kind of answer that a form field takes."""
    for cls, kind in KINDS:
        if isinstance(field, cls):
            return kind
    return Kind.LONG_TEXT if isinstance(field.widget, forms.Textarea) else Kind.TEXT


def _choices(field):
    """Labels of the choices; none if there are too many to repeat."""
    if isinstance(field, forms.ModelChoiceField):
        labels = [str(field.label_from_instance(row)) for row in field.queryset[: MOST_CHOICES + 1]]
    elif isinstance(field, forms.ChoiceField):
        flat = (label for value, label in field.choices if value not in field.empty_values)
        labels = [str(label) for label in islice(flat, MOST_CHOICES + 1)]
    else:
        labels = []
    return tuple(labels) if len(labels) <= MOST_CHOICES else ()


def _need(field, kind, *, is_required):
    if is_required:
        return _("Needed to submit")
    if sentence := getattr(field, "needed_when", ""):
        return capfirst(str(sentence))
    return _("Only if it applies") if kind == Kind.YES_NO else _("Optional")


def _limit(field, word_limit):
    """The longest or the outermost answer, in words."""
    if word_limit:
        number = write_number(word_limit)
        return ngettext("At most %(number)s word", "At most %(number)s words", word_limit) % {"number": number}
    if isinstance(field, forms.CharField) and (most := field.max_length):
        number = write_number(most)
        return ngettext("At most %(number)s character", "At most %(number)s characters", most) % {"number": number}
    least, most = getattr(field, "min_value", None), getattr(field, "max_value", None)
    if least is not None and most is not None:
        return _("From %(least)s to %(most)s") % {"least": write_number(least), "most": write_number(most)}
    return ""
