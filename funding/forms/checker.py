"""The questions of the eligibility checker, one on each page; the answers travel in the address."""

from itertools import groupby

from django import forms
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from core.forms import AmountField

from ..models import Country, Coverage, FundingLine, Theme
from ..selectors.checker import EXCLUSIONS

STEPS = ("who", "coverage", "countries", "line", "theme", "amount", "excluded")
BOTH = "0"
WHO = [
    ("GOVERNMENT", _("A government (ministry, agency or Permanent Mission)")),
    ("OFFICE", _("An IOM office")),
    ("OTHER", _("Somebody else")),
]


class OneOfMany(forms.Select):
    """A drop-down for a field that takes several values, where one is asked for."""

    def value_from_datadict(self, data, files, name):
        """The value as a list; an empty choice is none."""
        return [value for value in data.getlist(name) if value]


class CheckerForm(forms.Form):
    """All answers; ``only(step)`` leaves one question."""

    who = forms.ChoiceField(label=_("Who are you?"), choices=WHO, widget=forms.RadioSelect)
    coverage = forms.ChoiceField(
        label=_("Is the project for one country or for several?"),
        choices=[
            (Coverage.NATIONAL, _("One country (national)")),
            (Coverage.REGIONAL, _("Several countries (regional)")),
        ],
        widget=forms.RadioSelect,
    )
    countries = forms.ModelMultipleChoiceField(
        label=_("Which countries would benefit?"), queryset=Country.objects.none()
    )
    line = forms.ChoiceField(label=_("Which funding line?"), widget=forms.RadioSelect)
    theme = forms.ModelChoiceField(
        label=_("What is the project about?"),
        queryset=Theme.objects.none(),
        required=False,
        empty_label=_("Not decided yet"),
    )
    amount = AmountField(
        label=_("How much would you ask for, in US dollars?"),
        required=False,
        help_text=_("Leave it empty if you do not know yet."),
    )
    excluded = forms.MultipleChoiceField(
        label=_("Does the project contain any of these?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none if it does not."),
    )

    def __init__(self, *args, rules, **kwargs):
        super().__init__(*args, **kwargs)
        countries = self.fields["countries"]
        countries.queryset = Country.objects.select_related("region").order_by(
            F("region__position").asc(nulls_last=True), "name"
        )
        if self.data.get("coverage") == Coverage.REGIONAL:
            countries.widget = forms.SelectMultiple(attrs={"size": 14})
            countries.help_text = _(
                "Choose all of them, also those that may not be eligible. On a computer, hold Ctrl to choose several."
            )
        else:
            countries.widget = OneOfMany()
            countries.label = _("Which country would benefit?")
        countries.choices = [*self._nothing_chosen(countries), *self._by_region(countries.queryset)]
        lines = FundingLine.objects.all()
        self.fields["line"].choices = [
            *((str(line.pk), f"{line.name} – {line.description}") for line in lines),
            (BOTH, _("Not sure: check both")),
        ]
        self.fields["theme"].queryset = Theme.objects.filter(is_legacy=False)
        self.fields["excluded"].choices = [(code, label) for code, label in EXCLUSIONS.items() if code in rules]

    @staticmethod
    def _nothing_chosen(field):
        return [] if getattr(field.widget, "allow_multiple_selected", False) else [("", _("Choose a country"))]

    @staticmethod
    def _by_region(countries):
        groups = groupby(countries, key=lambda country: country.region)
        return [
            (region.name if region else _("No region of the Fund"), [(country.pk, country.name) for country in rows])
            for region, rows in groups
        ]

    def only(self, step):
        """This form with the question of ``step`` alone."""
        self.fields = {step: self.fields[step]}
        return self

    def clean_countries(self):
        """One country for a national project, two or more for a regional one."""
        countries = list(self.cleaned_data["countries"])
        if self.data.get("coverage") == Coverage.REGIONAL and len(countries) < 2:
            raise forms.ValidationError(_("A regional project has at least two countries."))
        if self.data.get("coverage") != Coverage.REGIONAL and len(countries) > 1:
            raise forms.ValidationError(_("A national project has one country. Choose regional for several."))
        return countries
