"""Sending a filled workbook, and confirming what it would change."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm


class UploadSheetsForm(ServiceForm):
    """A filled workbook."""

    file = forms.FileField(
        label=_("Filled workbook"),
        help_text=_("The Excel file (.xlsx) that you downloaded here, at most 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )


class ApplySheetsForm(ServiceForm):
    """The confirmation of what was shown."""

    shown = forms.CharField(widget=forms.HiddenInput, max_length=2_000_000)
