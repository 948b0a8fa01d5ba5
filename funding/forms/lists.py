"""Importing, comparing and publishing lists of eligible states."""

import hashlib

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm
from core.uploads import clean_name

from ..importing import MOST_BYTES, Unreadable
from ..models import EligibilityList, FundingLine
from ..selectors import report_on

SALT, PREVIEW_SECONDS = "funding.import_list", 3600


class ImportForm(ServiceForm):
    """A file, and which list it is. ``report`` says what it holds; nothing is written."""

    line = forms.ModelChoiceField(
        label=_("Funding line"), queryset=FundingLine.objects.all(), empty_label=None, widget=forms.RadioSelect
    )
    effective_from = forms.DateField(
        label=_("In force from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The first day on which the list counts. Where only the month is known, its first day."),
    )
    source = forms.CharField(
        label=_("Source"), max_length=250, help_text=_("The document in which the Fund published the list.")
    )
    is_complete = forms.BooleanField(
        label=_("The list is complete"),
        required=False,
        initial=True,
        help_text=_("Without this, a state that is missing may still be eligible."),
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX, one state in each row: its name in English, French or Spanish, or its ISO code."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
    report = None

    def clean(self):
        """Read the file against what the list is; a refusal of the list comes before one of the file."""
        cleaned = super().clean()
        if not {"line", "effective_from", "file"} <= cleaned.keys():
            return cleaned
        EligibilityList(line=cleaned["line"], effective_from=cleaned["effective_from"]).clean()
        upload = cleaned["file"]
        data = upload.read(MOST_BYTES + 1)
        try:
            self.report = report_on(data, upload.name, line=cleaned["line"].pk, on=cleaned["effective_from"])
        except Unreadable as refusal:
            raise ValidationError({"file": str(refusal)}) from refusal
        self.origin = f"{clean_name(upload.name)} {hashlib.sha256(data).hexdigest()}"
        return cleaned

    def preview(self, user):
        """What ``user`` is about to confirm, signed, so that exactly this is kept."""
        facts = {
            "line": self.cleaned_data["line"].pk,
            "effective_from": self.cleaned_data["effective_from"].isoformat(),
            "source": self.cleaned_data["source"],
            "is_complete": self.cleaned_data["is_complete"],
            "codes": self.report.codes,
            "origin": self.origin,
        }
        return signing.dumps([user.pk, facts], salt=SALT, compress=True)


class ConfirmForm(ServiceForm):
    """The preview of an import, confirmed by the person to whom it was shown."""

    preview = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data, *, user):
        super().__init__(data)
        self.user = user

    def clean_preview(self):
        """The facts of the preview; refused when it is older than an hour, somebody else's, or changed."""
        try:
            owner, facts = signing.loads(self.cleaned_data["preview"], salt=SALT, max_age=PREVIEW_SECONDS)
        except signing.BadSignature:
            owner = None
        if owner != self.user.pk:
            raise ValidationError(_("This preview is no longer valid. Choose the file again."))
        return facts


class CompareForm(forms.Form):
    """Which other list to compare a list with; the one before it unless the address says otherwise."""

    other = forms.ModelChoiceField(label=_("Compare with"), queryset=EligibilityList.objects.none(), empty_label=None)

    def __init__(self, data, *, lists, before):
        super().__init__({"other": data.get("other") or getattr(before, "pk", "")})
        self.fields["other"].queryset = lists
        self.fields["other"].label_from_instance = EligibilityList.title.fget


class PublishForm(ServiceForm):
    """The last step; a list for a day that has one needs the word that it corrects that one."""

    is_correction = forms.BooleanField(
        label=_("This list corrects the one published for the same day and counts instead of it"), required=False
    )

    def __init__(self, data, *, is_correction):
        super().__init__(data)
        if not is_correction:
            del self.fields["is_correction"]
