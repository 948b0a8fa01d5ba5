from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm


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
