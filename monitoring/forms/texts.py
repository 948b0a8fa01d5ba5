"""Writing a section of a report."""

from django import forms

from applications.forms.texts import new_page
from core.forms import ServiceForm

MOST_CHARACTERS = 20_000  # several times the longest section; beyond it somebody pasted the wrong file

__all__ = ["SectionForm", "new_page"]


class SectionForm(ServiceForm):
    """One section (``sections.Section``); a text over the limit can be saved, but not submitted."""

    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 16}), required=False, strip=False, max_length=MOST_CHARACTERS
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    page = forms.CharField(widget=forms.HiddenInput, required=False, max_length=24)

    def __init__(self, *args, section, **kwargs):
        super().__init__(*args, **kwargs)
        self.section = section
        field = self.fields["text"]
        field.label, field.help_text = section.label, section.ask
        field.needed_later = not section.is_optional
        field.widget.attrs.pop("maxlength")  # a browser would cut what is pasted without a word
        field.widget.attrs |= {"data-most": MOST_CHARACTERS, "data-word-limit": section.words}
