from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm


class DocumentNoteForm(ServiceForm):
    """What colleagues shall know about a document template."""

    text = forms.CharField(
        label=_("Note for colleagues"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only those who keep the site read it."),
    )  # fmt: skip
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, note, **kwargs):
        super().__init__(*args, initial={"text": note.text, "revision": note.revision}, **kwargs)
