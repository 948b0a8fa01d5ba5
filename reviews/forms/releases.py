from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm, ServiceModelForm
from funding.models import Call, FundingLine

from ..models import Letter


class ReleaseFilter(forms.Form):
    """Which decisions are looked at: those of a call, of a line, or all."""

    call = forms.ModelChoiceField(
        label=_("Call"), queryset=Call.objects.none(), required=False, empty_label=_("All"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip
    line = forms.ModelChoiceField(
        label=_("Funding line"), queryset=FundingLine.objects.all(), required=False, empty_label=_("All"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        waiting = Call.objects.filter(applications__state="RECOMMENDED").distinct()
        self.fields["call"].queryset = waiting.order_by("-opens_at")

    @property
    def chosen(self):
        """``{"call": …, "line": …}``; what is not understood narrows nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}


class ReleaseForm(ServiceForm):
    """Which decisions are made known together."""

    decisions = forms.ModelMultipleChoiceField(label=_("Decisions"), queryset=None, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, decisions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decisions"].queryset = decisions
        self.chosen = set(self["decisions"].value() or []) if self.is_bound else {str(one.pk) for one in decisions}


class SendForm(ServiceForm):
    """The letters as they were read, so that nothing goes out that changed meanwhile."""

    letters = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data=None, *args, letters, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.fields["letters"].initial = " ".join(f"{letter.pk}:{letter.revision}" for letter in letters)

    @property
    def read(self):
        """Pairs (key, revision)."""
        pairs = (pair.partition(":") for pair in self.cleaned_data["letters"].split())
        return [(int(key), int(revision)) for key, _colon, revision in pairs]

    def clean_letters(self):
        """Only pairs of numbers."""
        text = self.cleaned_data["letters"]
        if not all(part.isdecimal() for pair in text.split() for part in pair.split(":", 1)):
            raise forms.ValidationError(_("Open the page again: it does not say which letters you read."))
        return text


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
        self.fields["text"].widget.attrs["lang"] = self.instance.decision.application.language
