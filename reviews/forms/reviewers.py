"""What reviewers tell of themselves, and how officers look for them."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from core.forms import ServiceForm, ServiceModelForm
from funding.models import Call, Theme

from ..models import ReviewerProfile

LONG_LIST = {"size": 8}
CLASSES = {"checkbox": "form-check-input", "select": "form-select"}


class FilterForm(forms.Form):
    """Filters of a list, in the look of the house; what is not understood narrows nothing."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = CLASSES.get(field.widget.input_type, "form-control")

    @property
    def chosen(self):
        """What is filled in and understood, as arguments of the selector."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ProfileForm(ServiceModelForm):
    """Expertise, languages, countries, employers, how much at a time, and when one is away."""

    languages = forms.MultipleChoiceField(
        label=_("Languages in which you read proposals"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = ReviewerProfile
        fields = ["themes", "languages", "capacity", "away_from", "away_until", "countries", "employers"]
        widgets = {
            "themes": forms.CheckboxSelectMultiple,
            "countries": forms.SelectMultiple(attrs=LONG_LIST),
            "employers": forms.SelectMultiple(attrs=LONG_LIST),
            "away_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "away_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["themes"].queryset = Theme.objects.filter(is_legacy=False)
        self.fields["revision"].initial = self.instance.revision
        for name in ("countries", "employers"):
            hint = _("Hold Ctrl (on a Mac, Command) to choose several.")
            self.fields[name].help_text = f"{self.fields[name].help_text} {hint}"


class TieForm(ServiceForm):
    """A tie to an organisation, or to a person by their address."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.all(), required=False, empty_label="–"
    )
    person = forms.EmailField(
        label=_("or e-mail address of a person"),
        required=False,
        help_text=_("Somebody who has an account here."),
    )
    reason = forms.CharField(
        label=_("What the tie is"), max_length=300, help_text=_("Such as family, friendship, money, a joint project.")
    )

    def clean_person(self):
        """The person of that address, or None."""
        if not (email := self.cleaned_data["person"]):
            return None
        person = User.objects.filter(email=email.lower(), is_active=True).first()
        if person is None:
            raise ValidationError(_("Nobody has an account with this address. Name the organisation instead."))
        return person

    def clean(self):
        """One side, not both."""
        cleaned = super().clean()
        if (
            "person" in cleaned
            and "organisation" in cleaned
            and bool(cleaned["person"]) == bool(cleaned["organisation"])
        ):
            raise ValidationError(_("Name an organisation or a person, not both."))
        return cleaned


class ReviewerFilterForm(FilterForm):
    """Reviewers by name, expertise, language, and whether they have room."""

    text = forms.CharField(label=_("Name or organisation"), required=False, max_length=100)
    theme = forms.ModelChoiceField(
        label=_("Expertise"),
        queryset=Theme.objects.filter(is_legacy=False),
        required=False,
        empty_label=_("All themes"),
    )
    language = forms.ChoiceField(label=_("Reads"), required=False, choices=[("", _("All")), *settings.LANGUAGES])
    free = forms.BooleanField(label=_("Has room for another proposal"), required=False)


class ConflictFilterForm(FilterForm):
    """Declarations of one call or funding year, or only those of a conflict."""

    call = forms.ModelChoiceField(
        label=_("Call"), queryset=Call.objects.all(), required=False, empty_label=_("All calls")
    )
    year = forms.IntegerField(label=_("Funding year"), required=False, min_value=2000, max_value=2100)
    only_conflicts = forms.BooleanField(label=_("Only conflicts"), required=False)
