"""The three forms of workbook and paste: send a file, send a table, confirm what was shown."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm

from .pasting import ROWS_MOST


class UploadForm(ServiceForm):
    """A filled workbook."""

    file = forms.FileField(
        label=_("Filled workbook"),
        help_text=_("The Excel file (.xlsx) that you downloaded here, at most 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )


class PasteForm(ServiceForm):
    """Rows copied from a spreadsheet; ``start`` and ``column`` say where in a grid they were pasted."""

    text = forms.CharField(
        label=_("Copied rows"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "wrap": "off", "spellcheck": "false"}),
    )
    start = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    column = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _("At most %(n)d rows, one a line, fields separated by tabs.") % {
            "n": ROWS_MOST
        }


class ApplyForm(ServiceForm):
    """The confirmation: what was shown, and the removals that were ticked."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=2_000_000)

    @property
    def removals(self):
        """Keys of the rows whose removal was ticked."""
        return set(self.data.getlist("remove"))
