"""The score sheet, and handing it in."""

from typing import NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm

from ..models import Assignment
from ..services.sheets import COMMENT, MARK, MOST_CHARACTERS, NOTE, SUMMARY, Entry, plain


class Row(NamedTuple):
    """A criterion with its two fields."""

    criterion: object
    mark: forms.BoundField
    comment: forms.BoundField


def _words(label, most, rows, help_text=""):
    """A text that saves itself: too long is said, not cut."""
    widget = forms.Textarea(attrs={"rows": rows, "data-most": most})
    field = forms.CharField(label=label, help_text=help_text, required=False, max_length=most, widget=widget)
    field.widget.attrs.pop("maxlength")  # a browser would cut what is pasted without a word
    return field


class ScoreForm(ServiceForm):
    """The sheet of an assignment as it is kept: a mark and a comment for each criterion, the judgement as a whole, the note.

    The page carries what it showed (``was-…``), so that a save knows what was changed. ``only``: the one field that a
    script saves; the others are left alone.
    """

    def __init__(self, *args, assignment, marks, only=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.assignment, self.criteria, self.places = assignment, list(marks), {}
        steps = [(step.mark, str(step)) for step in reversed(assignment.rubric.steps.all())]
        for criterion, (mark, comment) in marks.items():
            field = forms.TypedChoiceField(
                label=criterion.name, help_text=criterion.guidance, choices=steps, coerce=int, empty_value=None,
                required=False, widget=forms.RadioSelect,
            )  # fmt: skip
            field.needed_later = True  # a sheet is kept without it, but not handed in
            self._add(f"mark_{criterion.pk}", field, mark, MARK, criterion)
            label = _("Comment on “%(criterion)s”") % {"criterion": criterion.name}
            field = _words(label, MOST_CHARACTERS[COMMENT], 2)
            self._add(f"comment_{criterion.pk}", field, comment, COMMENT, criterion)
        summary, note = (Assignment._meta.get_field(name).verbose_name for name in (SUMMARY, NOTE))
        self._add(SUMMARY, _words(str(summary).capitalize(), MOST_CHARACTERS[SUMMARY], 4), assignment.summary, SUMMARY)
        help_text = Assignment._meta.get_field(NOTE).help_text
        self._add(
            NOTE, _words(str(note).capitalize(), MOST_CHARACTERS[NOTE], 3, help_text), assignment.private_note, NOTE
        )
        if only is not None:
            self.fields = {name: field for name, field in self.fields.items() if name == only}

    def _add(self, name, field, value, kept_as, criterion=None):
        self.fields[name] = field
        self.initial[name] = value
        self.places[name] = (kept_as, criterion)

    @property
    def was(self):
        """{name of a hidden field: what the sheet holds now}"""
        return {f"was-{name}": plain(self.initial[name]) for name in self.fields}

    @property
    def entries(self):
        """What was changed on the page, as Entries; a field that was not sent is not emptied."""
        sent = {name: plain(self.data.get(f"was-{name}", self.initial[name])) for name in self.fields}
        return [
            Entry(self.places[name][0], value, sent[name], self.places[name][1])
            for name, value in self.cleaned_data.items()
            if name in self.data and plain(value) != sent[name]
        ]

    @property
    def rows(self):
        """A Row for each criterion."""
        return [Row(one, self[f"mark_{one.pk}"], self[f"comment_{one.pk}"]) for one in self.criteria]


class HandInForm(ServiceForm):
    """The confirmation; a later version of a review needs a reason."""

    reason = forms.CharField(
        label=_("Why do you change your review?"),
        help_text=_("The Fund reads it. The review you handed in before stays on record."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, last=None, **kwargs):
        """``last``: the Review that is replaced, if there is one."""
        super().__init__(*args, **kwargs)
        if last is None:
            del self.fields["reason"], self.fields["number"]
        else:
            self.fields["number"].initial = last.number
