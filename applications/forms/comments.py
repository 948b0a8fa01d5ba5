"""Commenting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm

from ..services.comments import MOST_CHARACTERS


class ChangeCommentForm(ServiceForm):
    """The words of a comment."""

    text = forms.CharField(label=_("Comment"), max_length=MOST_CHARACTERS, widget=forms.Textarea(attrs={"rows": 3}))


class CommentForm(ChangeCommentForm):
    """A comment, or an answer in ``thread``; ``people`` are the colleagues it can be meant for."""

    mentioned = forms.MultipleChoiceField(
        label=_("Tell at once"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The others hear of new comments together."),
    )

    def __init__(self, *args, people, thread=None, **kwargs):
        place = f"thread{thread.pk}" if thread else "new"
        super().__init__(*args, auto_id=f"id_{place}_%s", **kwargs)
        self.people, self.thread = {str(person.pk): person for person in people}, thread
        self.fields["text"].label = _("Answer") if thread else _("New comment")
        self.fields["mentioned"].choices = [(pk, str(person)) for pk, person in self.people.items()]
        if not people:
            del self.fields["mentioned"]

    def clean_mentioned(self):
        """The people chosen."""
        return [self.people[pk] for pk in self.cleaned_data["mentioned"]]
