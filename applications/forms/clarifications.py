"""Asking questions about a proposal, and answering them."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm

from ..sections import OPENED_PARTS, parts_of

MOST_QUESTIONS = 6


class AskForm(ServiceForm):
    """Up to six questions, each about a part; empty ones are left out."""

    due_on = forms.DateField(
        label=_("Answers wanted by"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, application, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["due_on"].initial = timezone.localdate() + timedelta(days=14)
        choices = [("", _("Choose a part")), *parts_of(application, OPENED_PARTS).items()]
        for number in range(1, MOST_QUESTIONS + 1):
            names = {"number": number}
            self.fields[f"part_{number}"] = forms.ChoiceField(
                label=_("Question %(number)s: part of the proposal") % names, choices=choices, required=False
            )
            self.fields[f"text_{number}"] = forms.CharField(
                label=_("Question %(number)s") % names,
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        self.fields["part_1"].needed_later = self.fields["text_1"].needed_later = True

    def clean(self):
        """A part and a question belong together, and there is at least one of them."""
        data = super().clean()
        for number in range(1, MOST_QUESTIONS + 1):
            part, text = data.get(f"part_{number}"), data.get(f"text_{number}")
            if text and not part:
                self.add_error(f"part_{number}", _("Choose the part that the question is about: it opens for changes."))
            if part and not text:
                self.add_error(f"text_{number}", _("Write the question, or choose no part."))
        if not self.questions and not self.errors:
            self.add_error("text_1", _("Ask at least one question."))
        return data

    @property
    def questions(self):
        """(part, text) of what was asked, in order."""
        data = self.cleaned_data
        pairs = ((data.get(f"part_{n}"), data.get(f"text_{n}")) for n in range(1, MOST_QUESTIONS + 1))
        return [(part, text) for part, text in pairs if part and text]


class AnswerForm(ServiceForm):
    """A text for each question; it can be kept half written."""

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        for asked in questions:
            self.fields[f"answer_{asked.question.position}"] = forms.CharField(
                label=_("Answer to question %(number)s") % {"number": asked.question.position},
                initial=asked.question.answer,
                required=False,
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 5}),
            )
            self.fields[f"answer_{asked.question.position}"].needed_later = True

    @property
    def answers(self):
        """Mapping position of the question → text."""
        return {int(name.removeprefix("answer_")): text for name, text in self.cleaned_data.items()}
