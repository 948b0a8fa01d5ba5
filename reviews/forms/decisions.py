from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm, ServiceModelForm

from ..models import Letter, Recommendation


class DecideForm(ServiceForm):
    """The decision; its letter goes out later, with the release."""

    outcome = forms.ChoiceField(label=_("Decision"), choices=Recommendation.Outcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Needed unless you approve. It stands in the letter to the applicant."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    conditions = forms.CharField(
        label=_("Conditions"),
        help_text=_("Only for an approval with conditions. They stand in the letter."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self):
        """A refusal needs its reason, an approval with conditions its conditions."""
        data = super().clean()
        outcome = data.get("outcome")
        if outcome and outcome not in Recommendation.FUNDED and not data.get("reason", "").strip():
            self.add_error("reason", _("Say why: the applicant reads it in the letter."))
        if outcome == Recommendation.Outcome.CONDITIONS and not data.get("conditions", "").strip():
            self.add_error("conditions", _("Name the conditions: the applicant reads them in the letter."))
        return data


class ReleaseForm(ServiceForm):
    """Which decisions are made known together."""

    decisions = forms.ModelMultipleChoiceField(label=_("Decisions"), queryset=None, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, decisions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decisions"].queryset = decisions
        self.fields["decisions"].initial = decisions


class LetterForm(ServiceModelForm):
    """The text of a letter before it is sent."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Letter
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 18})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["revision"].initial = self.instance.revision
