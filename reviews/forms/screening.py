from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceModelForm

from ..models import Screening

YES_NO = [("True", _("Yes")), ("False", _("No"))]


class ScreeningForm(ServiceModelForm):
    """Each question needs an answer: nothing is ticked beforehand."""

    class Meta:
        model = Screening
        fields = [*Screening.QUESTIONS, "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in Screening.QUESTIONS:
            self.fields[name] = forms.TypedChoiceField(
                label=self.fields[name].label,
                choices=YES_NO,
                coerce=lambda value: value == "True",
                widget=forms.RadioSelect,
            )
        self.fields["note"].help_text = _("For colleagues at the Fund; never shown to the applicant.")
