"""Starting a proposal, and its cover."""

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.forms import AmountField, ServiceForm, ServiceModelForm
from funding.models import Country, Coverage, FocusArea, FundingLine, Theme

from ..models import Application
from ..services import cover_values, plain


class StartForm(ServiceForm):
    """The first step: where and from which line. The countries are checked before anything is kept."""

    title = forms.CharField(
        label=_("Project title"), max_length=250, help_text=_("You can change it until you submit.")
    )
    coverage = forms.ChoiceField(
        label=_("Coverage"),
        choices=[(coverage.value, coverage.label) for coverage in (Coverage.NATIONAL, Coverage.REGIONAL)],
        widget=forms.RadioSelect,
    )
    countries = forms.ModelMultipleChoiceField(
        label=_("Benefiting Member States"),
        queryset=Country.objects.none(),
        help_text=_("One for a national project, two or more for a regional one."),
        widget=forms.SelectMultiple(attrs={"size": 10}),
    )
    other_countries = forms.ModelMultipleChoiceField(
        label=_("Other countries that would benefit"),
        queryset=Country.objects.none(),
        required=False,
        help_text=_("Only for a regional project: countries that are not eligible Member States (rules E06 and E09)."),
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    line = forms.ModelChoiceField(
        label=_("Funding line"), queryset=FundingLine.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    theme = forms.ModelChoiceField(
        label=_("Theme"),
        queryset=Theme.objects.none(),
        required=False,
        empty_label=_("Not decided yet"),
        help_text=_("You can change it until you submit."),
    )
    amount = AmountField(
        label=_("Amount in mind (USD)"),
        required=False,
        help_text=_("A rough figure, for you to compare with. The budget itself follows from its lines."),
    )
    language = forms.ChoiceField(
        label=_("Language of the proposal"),
        choices=settings.LANGUAGES,
        help_text=_("The language you write in. The portal itself can be read in any of the three."),
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["countries"].queryset = (
            Country.objects.members(timezone.localdate()).filter(region__isnull=False).order_by("name")
        )
        self.fields["other_countries"].queryset = Country.objects.order_by("name")
        self.fields["theme"].queryset = Theme.objects.filter(is_legacy=False)
        self.fields["line"].queryset = FundingLine.objects.all()
        self.fields["line"].label_from_instance = lambda line: f"{line.name} – {line.description}"
        self.fields["language"].initial = get_language()


class CoverForm(ServiceModelForm):
    """Cover data of the template; the countries and the line were chosen when the proposal was started."""

    duration_months = forms.IntegerField(label=_("Duration in whole months"), min_value=1, max_value=120)
    focus_areas = forms.ModelMultipleChoiceField(
        label=_("Focus areas"), queryset=FocusArea.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = Application
        fields = [
            *("title", "theme", "secondary_theme", "executing_office", "management_site", "government_partner"),
            "direct_beneficiaries",
        ]
        help_texts = {
            "management_site": _("Only if it is another office."),
            "direct_beneficiaries": _("Which officials and groups, in a few words."),
        }
        widgets = {"direct_beneficiaries": forms.Textarea(attrs={"rows": 3})}

    field_order = [
        *("title", "theme", "secondary_theme", "focus_areas", "duration_months", "executing_office"),
        *("management_site", "government_partner", "direct_beneficiaries"),
    ]

    def __init__(self, *args, only=None, **kwargs):
        """``only``: the one field that a script saves; the others are left alone."""
        super().__init__(*args, **kwargs)
        self.fields["focus_areas"].queryset = FocusArea.objects.all()
        for name in ("theme", "secondary_theme"):
            self.fields[name].queryset = Theme.objects.filter(is_legacy=False)
        self.fields["secondary_theme"].empty_label = _("None")
        for name in ("theme", "focus_areas"):  # a draft is saved without them, but not submitted (S01)
            self.fields[name].needed_later = True
        if only is not None:
            self.fields = {name: field for name, field in self.fields.items() if name == only}
        if self.instance.pk:  # without a proposal it is the form that the list of questions reads
            self._start_from(cover_values(self.instance))

    def clean_secondary_theme(self):
        """Another than the first."""
        secondary = self.cleaned_data["secondary_theme"]
        if secondary and secondary == self.cleaned_data.get("theme"):
            raise forms.ValidationError(_now("Choose another theme than the first, or none."))
        return secondary

    def _start_from(self, values):
        """Show the proposal, and have the page carry what it showed (``was-…``): so a later save knows what was changed."""
        self.initial.setdefault("duration_months", values["duration_months"])
        self.initial.setdefault("focus_areas", [area.pk for area in values["focus_areas"]])
        self.was = {f"was-{name}": plain(value) for name, value in values.items()}
        self.before = {name: self.data.get(f"was-{name}", plain(value)) for name, value in values.items()}
