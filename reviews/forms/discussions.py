"""Taking part in a discussion."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm

from ..services.discussions import MOST_CHARACTERS


class RemarkForm(ServiceForm):
    """A remark, and whom it is meant for among ``people`` (Participants)."""

    text = forms.CharField(label=_("Your remark"), max_length=MOST_CHARACTERS, widget=forms.Textarea(attrs={"rows": 4}))
    named = forms.MultipleChoiceField(
        label=_("Tell at once"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The others hear of new remarks together. Mails say that something was said, not what."),
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {person.key: person.user for person in people}
        self.fields["named"].choices = [(person.key, person.label) for person in people]
        if not people:
            del self.fields["named"]

    def clean_named(self):
        """The people chosen."""
        return [self.people[key] for key in self.cleaned_data["named"]]
