"""Writing a section."""

import secrets

from django import forms

from core.forms import ServiceForm

MOST_CHARACTERS = 60_000  # ten times the longest section; beyond it somebody pasted the wrong file


def new_page():
    """A name for a page that is being opened, by which its saves are known for its own."""
    return secrets.token_urlsafe(12)


class SectionForm(ServiceForm):
    """One narrative section; a text over the limit can be saved, but not submitted."""

    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 16}), required=False, strip=False, max_length=MOST_CHARACTERS
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    page = forms.CharField(widget=forms.HiddenInput, required=False, max_length=24)

    def __init__(self, *args, kind, limit=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, self.limit = kind, limit
        field = self.fields["text"]
        field.label, field.help_text = kind.title, kind.hint
        field.needed_later = kind.is_required
        field.widget.attrs.pop("maxlength")  # a browser would cut what is pasted without a word
        field.widget.attrs["data-most"] = MOST_CHARACTERS
        if limit:
            field.widget.attrs["data-word-limit"] = limit
