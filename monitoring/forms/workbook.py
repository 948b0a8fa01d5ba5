"""Sending a filled workbook back."""

from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm, UploadField


class UploadForm(ServiceForm):
    """A filled workbook."""

    file = UploadField(
        label=_("Filled workbook"),
        extensions=("xlsx",),
        help_text=_("The Excel file (.xlsx) that you downloaded here."),
    )
