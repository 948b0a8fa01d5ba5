from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm, ServiceModelForm

from .models import Recommendation, Screening

YES_NO = [("True", _("Yes")), ("False", _("No"))]
MARKS = [(5, _("5 – excellent")), (4, _("4 – good")), (3, _("3 – adequate")), (2, _("2 – weak")), (1, _("1 – poor"))]


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


class AssignForm(ServiceForm):
    """A reviewer and a due date."""

    reviewer = forms.ModelChoiceField(
        label=_("Reviewer"),
        queryset=None,
        help_text=_(
            "Left out: who works on the proposal or once did, their organisations, the countries of the project, "
            "who is asked already."
        ),
    )
    due_on = forms.DateField(label=_("Due"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args, reviewers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].queryset = reviewers
        self.fields["due_on"].initial = timezone.localdate() + timedelta(days=14)


class DeclarationForm(ServiceForm):
    """Conflict of interest, before the text opens."""

    has_conflict = forms.TypedChoiceField(
        label=_("Do you have a conflict of interest?"),
        choices=[
            (
                "False",
                _(
                    "No. I have no tie to the applicant, the partners or the outcome, and I will keep the text confidential."
                ),
            ),
            ("True", _("Yes, or it could look like one.")),
        ],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
    )
    conflict = forms.CharField(
        label=_("What is the conflict?"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ScoreForm(ServiceForm):
    """A mark and a comment for every criterion."""

    def __init__(self, *args, criteria, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        for criterion in self.criteria:
            self.fields[f"mark_{criterion.pk}"] = forms.TypedChoiceField(
                label=criterion.name, help_text=criterion.guidance, choices=MARKS, coerce=int, widget=forms.RadioSelect
            )
            self.fields[f"comment_{criterion.pk}"] = forms.CharField(
                label=_("Comment on “%(criterion)s”") % {"criterion": criterion.name},
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def marks(self):
        """Mapping criterion → (mark, comment)."""
        data = self.cleaned_data
        return {c: (data.get(f"mark_{c.pk}"), data.get(f"comment_{c.pk}", "")) for c in self.criteria}


class RecommendForm(ServiceModelForm):
    """The officer's recommendation."""

    class Meta:
        model = Recommendation
        fields = ["outcome", "memo"]
        widgets = {"outcome": forms.RadioSelect, "memo": forms.Textarea(attrs={"rows": 10})}
        help_texts = {"memo": _("What the approver should know: fit, risks, scores, letters, money.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = Recommendation.Outcome.choices


class DecideForm(ServiceForm):
    """The decision; the letter goes out with it."""

    outcome = forms.ChoiceField(label=_("Decision"), choices=Recommendation.Outcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Needed unless you approve. It stands in the letter to the applicant."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    confirm = forms.BooleanField(label=_("The letter goes out to the applicant now. This cannot be undone."))

    def clean(self):
        """A refusal needs its reason."""
        data = super().clean()
        data.pop("confirm", None)
        if data.get("outcome") not in {None, Recommendation.Outcome.APPROVE} and not data.get("reason", "").strip():
            self.add_error("reason", _("Say why: the applicant reads it in the letter."))
        return data
