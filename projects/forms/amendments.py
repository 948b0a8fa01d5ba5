"""What is asked with an amendment, the government's agreement, and the decision on it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.services.letters import EXTENSIONS, check_date
from core.errors import DomainError
from core.forms import ReasonForm, ServiceForm, ServiceModelForm, UploadField

from ..models import Amendment, GovernmentAgreement
from ..services.terms import LONGEST, end_after


class TermsForm(ServiceForm):
    """What is asked, why, and for an extension the whole new duration."""

    kinds = forms.MultipleChoiceField(
        label=_("What do you ask for?"),
        choices=Amendment.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only what you choose may change; you can choose several."),
    )
    duration_months = forms.IntegerField(
        label=_("New duration in months, for an extension"), required=False, min_value=1, max_value=LONGEST
    )
    comment = forms.CharField(
        label=_("Why is the plan amended?"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000
    )

    def __init__(self, *args, project, approved, **kwargs):
        super().__init__(*args, **kwargs)
        self.project, self.approved = project, approved
        text = _("From the start of the project to its new end. Approved are %(n)d months.")
        self.fields["duration_months"].help_text = text % {"n": approved.duration_months or 0}

    def clean(self):
        """An extension needs a duration; without one none is asked."""
        data = super().clean()
        if Amendment.Kind.EXTENSION not in data.get("kinds", []):
            data["duration_months"] = None
        elif data.get("duration_months") is None and "duration_months" not in self.errors:
            self.add_error("duration_months", _("Write the whole new duration in months."))
        return data

    @property
    def new_ends_on(self):
        """The end that an extension asks for; None while it asks for none that is later than now."""
        months = getattr(self, "cleaned_data", {}).get("duration_months")
        ends_on = end_after(self.project, months) if months else None
        return ends_on if ends_on and ends_on > self.project.ends_on else None


class AgreementForm(ServiceModelForm):
    """That the government agrees (R07)."""

    file = UploadField(
        label=_("Letter of the government"), help_text=_("PDF, DOCX, PNG or JPEG, at most 20 MB."),
        extensions=EXTENSIONS,
    )  # fmt: skip

    class Meta:
        model = GovernmentAgreement
        fields = ["name", "office", "agreed_on"]
        widgets = {"agreed_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agreed_on"].widget.attrs["max"] = timezone.localdate().isoformat()
        if self.instance.file_name:
            self.fields["file"].required = False
            text = _("Empty to keep “%(name)s”. PDF, DOCX, PNG or JPEG, at most 20 MB.")
            self.fields["file"].help_text = text % {"name": self.instance.file_name}

    def clean_agreed_on(self):
        """A day on which such a letter can have been written."""
        try:
            check_date(self.cleaned_data["agreed_on"])
        except DomainError as refusal:
            raise forms.ValidationError(refusal.sentences) from refusal
        return self.cleaned_data["agreed_on"]


class ApproveAmendmentForm(ReasonForm):
    """The officer's comment; for a late request the reason why the Fund allows it (R08)."""

    override_reason = forms.CharField(
        label=_("Why does the Fund allow the late request?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )

    def __init__(self, *args, is_late, **kwargs):
        super().__init__(*args, required=False, label=_("Comment"), **kwargs)
        if not is_late:
            del self.fields["override_reason"]
