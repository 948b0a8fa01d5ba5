"""Writing a section."""

from django import forms

from core.forms import ServiceForm


class SectionForm(ServiceForm):
    """One narrative section; a text over the limit can be saved, but not submitted."""

    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 16}), required=False, strip=False, max_length=60_000)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, kind, limit=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, self.limit = kind, limit
        self.fields["text"].label = kind.title
        self.fields["text"].help_text = kind.hint
        self.fields["text"].needed_later = kind.is_required
        if limit:
            self.fields["text"].widget.attrs["data-word-limit"] = limit
