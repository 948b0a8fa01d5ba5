"""Adding a letter, asking for one, and the letter that a government adds itself."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.forms import ServiceModelForm, UploadField
from funding.models import Country

from ..models import EndorsementLetter, LetterRequest
from ..services.letters import EXTENSIONS, check_date


class LetterFields(ServiceModelForm):
    """A letter with who signed it, when and in which language."""

    file = UploadField(label=_("Letter"), help_text=_("PDF, DOCX, PNG or JPEG, at most 20 MB."), extensions=EXTENSIONS)

    class Meta:
        model = EndorsementLetter
        fields = ["signatory", "ministry", "dated_on", "language"]
        widgets = {"dated_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].required = True
        self.fields["dated_on"].widget.attrs["max"] = timezone.localdate().isoformat()

    def clean_dated_on(self):
        """A day on which such a letter can have been written."""
        try:
            check_date(self.cleaned_data["dated_on"])
        except DomainError as refusal:
            raise forms.ValidationError(refusal.sentences) from refusal
        return self.cleaned_data["dated_on"]


class LetterForm(LetterFields):
    """A government's letter, as the team adds it."""

    class Meta(LetterFields.Meta):
        fields = ["country", *LetterFields.Meta.fields]

    def __init__(self, *args, application=None, **kwargs):
        super().__init__(*args, **kwargs)
        _offer_countries(self, application)


class LetterAnswerForm(LetterFields):
    """A government's letter, as its focal point adds it by the link."""


class LetterRequestForm(ServiceModelForm):
    """Whom to ask for a letter."""

    class Meta:
        model = LetterRequest
        fields = ["country", "name", "ministry", "email", "language"]

    def __init__(self, *args, application=None, **kwargs):
        super().__init__(*args, **kwargs)
        _offer_countries(self, application)
        if application:
            self.fields["language"].initial = application.language


def _offer_countries(form, application):
    form.fields["country"].queryset = application.countries.all() if application else Country.objects.none()
    if application and application.countries.count() == 1:
        form.fields["country"].initial = application.countries.first()
