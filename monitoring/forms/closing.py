"""Forms of a project's end: the form R11, and an item of the closing checklist."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm

from ..questions import QUESTIONS
from .evaluations import lines


class CompletionFormForm(ServiceForm):
    """The questions of the form R11 with the answers there are."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, kept=None, **kwargs):
        answers = kept.answers if kept else {}
        super().__init__(*args, initial={"revision": kept.revision if kept else 0, **answers}, **kwargs)
        for question in QUESTIONS:
            self.fields[question.key] = forms.CharField(
                label=question.label, help_text=question.hint, widget=lines(4), max_length=4000, required=False
            )

    @property
    def answers(self):
        """Question → text."""
        return {question.key: self.cleaned_data[question.key] for question in QUESTIONS}


class TickForm(ServiceForm):
    """What is to be said about a confirmed item."""

    note = forms.CharField(
        label=_("Note"),
        max_length=500,
        help_text=_("To whom, when, where. Write “none” if there is nothing to hand over."),
    )
