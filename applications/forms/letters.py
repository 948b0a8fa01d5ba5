"""Adding a letter."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceModelForm
from core.uploads import TYPES
from funding.models import Country

from ..models import EndorsementLetter


class LetterForm(ServiceModelForm):
    """A government's letter with who signed it."""

    file = forms.FileField(label=_("Letter"), help_text=_("PDF, DOCX, PNG or JPEG, at most 20 MB."))

    class Meta:
        model = EndorsementLetter
        fields = ["country", "signatory", "ministry", "dated_on"]
        widgets = {"dated_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, application=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].queryset = application.countries.all() if application else Country.objects.none()
        if application and application.countries.count() == 1:
            self.fields["country"].initial = application.countries.first()
        self.fields["file"].widget.attrs["accept"] = ",".join(f".{extension}" for extension in TYPES)
