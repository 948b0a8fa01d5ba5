from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm

from ..models import Recommendation


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


class InterestForm(ServiceForm):
    """An approver's conflict of interest in a proposal, or its absence."""

    has_conflict = forms.TypedChoiceField(
        label=_("Do you have a conflict of interest in this proposal?"),
        choices=[
            ("False", _("No. I have no tie to the applicant, the partners or the outcome.")),
            ("True", _("Yes, or it could look like one. Another person must decide.")),
        ],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
    )
    conflict = forms.CharField(
        label=_("What is the conflict?"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
