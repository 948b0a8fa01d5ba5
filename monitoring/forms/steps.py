"""The decisions of readers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ReasonForm

from ..models import Report


class RatingForm(ReasonForm):
    """A comment, and how the reader sees the project; both may stay empty."""

    readers_rating = forms.ChoiceField(
        label=_("How you see the project"), required=False, choices=[("", _("No rating")), *Report.Rating.choices]
    )

    field_order = ("readers_rating", "comment")


class CommentForm(ReasonForm):
    """The words of a comment or an answer; ``thread`` is what is answered."""

    def __init__(self, *args, thread=None, **kwargs):
        self.thread = thread
        place = f"thread{thread.pk}" if thread else "new"
        label = _("Answer") if thread else _("New comment")
        super().__init__(*args, label=label, auto_id=f"id_{place}_%s", **kwargs)
        self.fields["comment"].widget.attrs["rows"] = 3
