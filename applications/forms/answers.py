"""Answering the questions of a call."""

import re
from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.forms import NumberField, ServiceForm, UploadField
from core.questions import Kind
from funding.models import Country

from ..conditions import asked
from ..selectors.answers import fingerprint
from ..selectors.question_sets import ConditionWords, value_in_words
from .texts import MOST_CHARACTERS, new_page

PREFIX = "q"
SEEN = re.compile(r"(\d{1,9})-([0-9a-f]{12})")
SHORT = 250  # characters
MOST_RADIOS = 8


def mark_of(revision, value):
    """The hidden mark of an answer: the number of its revision, and a sign of its value ("" of a long answer is none)."""
    return f"{revision}-{fingerprint(value or None if isinstance(value, str) else value)}"


class DayField(forms.DateField):
    """A day: as the browser's calendar sends it, or as French and Spanish write it. 03/04/2027 has no one meaning in English."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def to_python(self, value):
        """The date, or None; ValidationError with a sentence that says how to write it."""
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        self.input_formats = ["%Y-%m-%d"] if get_language() == "en" else ["%Y-%m-%d", "%d/%m/%Y"]
        try:
            return super().to_python(value)
        except ValidationError as error:
            text = _("“%(text)s” is not a day. Write it as year, month and day, for example 2027-03-31.")
            raise ValidationError(text, params={"text": str(value)[:40]}, code="invalid") from error


@dataclass(frozen=True)
class PresentFile:
    """The file of an answer, as Django's widget shows it."""

    name: str
    url: str


@dataclass(frozen=True)
class Shown:
    """A question on the page: its field (None while it is not asked), the hidden mark of what the person saw, the answer
    that somebody else gave meanwhile, if any, and whether earlier texts of it can be read.
    """

    question: object
    field: object = None
    seen: str = ""
    newer: object = None
    newer_words: str = ""
    has_history: bool = False


class AnswersForm(ServiceForm):
    """The questions that are asked, or were on the page that is sent. Nothing is required: gaps stop only the submission.

    Beside each field stands a hidden mark of the revision and the answer that the page showed, so that only what the
    person changed is written, and nobody's newer answer is overwritten. ``only`` is the name of the one field that a script
    saves, as the page has it: the others are left alone.
    """

    def __init__(self, data=None, files=None, *, sheet, application=None, countries=None, only=None):
        super().__init__(data, files, prefix=PREFIX)
        self.sheet, self.application, self.newer, self.files_kept = sheet, application, {}, set()
        self._countries = countries
        self.page = str(self.data.get("page", ""))[:24] if self.is_bound else new_page()
        self.questions = [one for one in sheet.questions if self._is_on_the_page(one)]
        saved = [one for one in self.questions if f"{PREFIX}-{one.key}" == only]
        self.saved_alone = saved[0] if saved else None
        for question in self.questions if only is None else saved:
            self.fields[question.key] = self._field(question)
            self.initial[question.key] = self._initial(question)

    def _is_on_the_page(self, question):
        return f"{PREFIX}-{question.key}-seen" in self.data if self.is_bound else question.key in self.sheet.asked

    @property
    def countries(self):
        """(code, name) of all countries; read once, when first needed."""
        if self._countries is None:
            self._countries = list(Country.objects.order_by("name").values_list("pk", "name"))
        return self._countries

    def _field(self, question):
        field = getattr(self, f"_{question.kind.lower()}")(question)
        field.label, field.help_text = question.text or question.key, question.help
        needs_it_at_times = question.required_when is not None and not question.is_required
        field.needed_later = question.is_required
        if needs_it_at_times:
            words = ConditionWords(self.sheet.questions).write(question.required_when)
            field.needed_when = _("needed if %(condition)s") % {"condition": words}
        return field

    def _text(self, question):
        return self._limited(forms.CharField(required=False, max_length=SHORT), question)

    def _long_text(self, question):
        area = forms.Textarea(attrs={"rows": 8})
        field = forms.CharField(required=False, strip=False, max_length=MOST_CHARACTERS, widget=area)
        field.widget.attrs.pop("maxlength")  # a browser would cut what is pasted without a word
        field.widget.attrs["data-most"] = MOST_CHARACTERS
        return self._limited(field, question)

    def _limited(self, field, question):
        if question.word_limit:
            field.widget.attrs["data-word-limit"] = question.word_limit
        if self.application:
            field.widget.attrs["lang"] = self.application.language
        return field

    def _number(self, question, **kwargs):
        limits = {"min_value": question.least, "max_value": question.greatest}
        return NumberField(required=False, **{"max_digits": 18, "decimal_places": 4} | limits | kwargs)

    def _amount(self, question):
        least = max(question.least or 0, 0)
        return self._number(question, max_digits=15, decimal_places=2, min_value=least)

    def _date(self, question):
        return DayField(required=False)

    def _choice(self, question):
        choices = [(choice.code, choice.label) for choice in question.choices.all()]
        if len(choices) > MOST_RADIOS:
            return forms.ChoiceField(choices=[("", _("No answer yet")), *choices], required=False)
        return self._radios(choices)

    def _radios(self, choices):
        return forms.ChoiceField(choices=[*choices, ("", _("No answer yet"))], required=False, widget=forms.RadioSelect)

    def _choices(self, question):
        choices = [(choice.code, choice.label) for choice in question.choices.all()]
        return forms.MultipleChoiceField(choices=choices, required=False, widget=forms.CheckboxSelectMultiple)

    def _yes_no(self, question):
        return self._radios([("true", _("Yes")), ("false", _("No"))])

    def _country(self, question):
        return forms.ChoiceField(choices=[("", _("No answer yet")), *self.countries], required=False)

    def _file(self, question):
        return UploadField(required=False, max_length=200, widget=forms.ClearableFileInput())

    def _initial(self, question):
        answer = self.sheet.answers.get(question.key)
        value = answer.value if answer else None
        if question.kind == Kind.YES_NO:
            return {True: "true", False: "false", None: ""}[value]
        if question.kind == Kind.FILE:
            if value is None or self.application is None:
                return None
            key = {"key": self.application.key, "question": question.key}
            return PresentFile(value, reverse("applications:answer_file", kwargs=key))
        return list(value) if question.kind == Kind.CHOICES and value else ("" if value is None else value)

    def typed(self, question):
        """The valid answer of a field as ``applications.conditions`` knows it (an upload for files); None: none."""
        value = self.cleaned_data.get(question.key)
        if question.kind == Kind.YES_NO:
            return {"true": True, "false": False}.get(value)
        if question.kind == Kind.CHOICES:
            order = [choice.code for choice in question.choices.all()]
            return tuple(sorted(value, key=order.index)) if value else None
        if question.kind == Kind.LONG_TEXT and value:
            value = value.replace("\r\n", "\n")
            return value if value.strip() else None
        return None if value is False or value == "" else value  # a number that is 0 is an answer

    def changed(self):
        """(question, typed answer, revision seen) for every valid field that the person changed.

        A long answer that a script saves counts as changed: so an open page learns what a colleague wrote.
        """
        self.is_valid()
        for question in self.questions:
            if question.key not in self.cleaned_data:
                continue
            match = SEEN.fullmatch(str(self.data.get(f"{PREFIX}-{question.key}-seen", "")))
            revision, seen = (int(match[1]), match[2]) if match else (-1, "")
            value = self.typed(question)
            if question.kind == Kind.FILE:
                if isinstance(value, PresentFile) or (value is None and self.cleaned_data[question.key] is not False):
                    continue
            elif fingerprint(value) == seen and not (self.saved_alone and question.kind == Kind.LONG_TEXT):
                continue
            yield question, value, revision

    def preview(self):
        """What would be asked with the valid answers of this form, nothing kept: mapping key → answer."""
        self.is_valid()
        answers = {question.key: self.typed(question) for question in self.questions}
        return asked(self.sheet.questions, answers, self.sheet.facts)

    def found_newer(self, answers):
        """Say beside the fields that somebody answered otherwise meanwhile; what was typed stays, to be saved once more."""
        for answer in answers:
            key = answer.question.key
            self.newer[key] = answer
            text = _(
                "%(person)s answered this while you had it open. Your answer is still here: save again to keep it."
            )
            self.add_error(key, text % {"person": answer.changed_by})

    def saved(self, sheet):
        """Show what is kept now: marks of answers that were kept, and files by their names."""
        before, self.sheet, self.files = self.sheet, sheet, {}
        for question in self.questions:
            if question.kind == Kind.FILE:
                self.initial[question.key] = self._initial(question)
                if self._has_moved(before, question):
                    self.files_kept.add(question.key)

    def _has_moved(self, before, question):
        old, new = before.answers.get(question.key), self.sheet.answers.get(question.key)
        return (old.revision if old else 0) != (new.revision if new else 0)

    @property
    def rows(self):
        """Every field of the page as Shown, in order."""
        return [self._shown(question) for question in self.questions]

    def _shown(self, question):
        newer = self.newer.get(question.key)
        words = self.in_words(question, newer) if newer else ""
        has_history = question.kind == Kind.LONG_TEXT and question.key in self.sheet.answers
        return Shown(question, self[question.key], self.mark(question), newer, words, has_history)

    def mark(self, question):
        """The hidden mark: what is kept now, for what is shown as kept; for what could not be kept what it was before."""
        posted = self.data.get(f"{PREFIX}-{question.key}-seen", "") if self.is_bound else ""
        if posted and question.key in self.errors and question.key not in self.newer:
            return posted if SEEN.fullmatch(posted) else ""
        answer = self.newer.get(question.key) or self.sheet.answers.get(question.key)
        return mark_of(answer.revision, answer.value) if answer else mark_of(0, None)

    def in_words(self, question, answer):
        """An Answer as a page writes it."""
        labels = {choice.code: choice.label for choice in question.choices.all()}
        countries = dict(self.countries) if question.kind == Kind.COUNTRY else None
        return value_in_words(question.kind, answer.value, labels=labels, countries=countries)
