"""What a reader may ask of the eligible states; everything has a default, so that the bare address answers."""

from urllib.parse import urlencode

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import FundingLine, Region
from ..selectors import default_line

PLACES = Region.objects.filter(countries__isnull=False).distinct()  # "Global" is one for projects only


class DayForm(forms.Form):
    """A line on a day: today, and the line of the newest list, unless the address says otherwise."""

    use_required_attribute = False
    line = forms.ModelChoiceField(label=_("Funding line"), queryset=FundingLine.objects.all(), empty_label=None)
    on = forms.DateField(label=_("On the day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, data):
        asked = {name: data.get(name, "").strip() for name in self.base_fields}
        asked["on"] = asked["on"] or timezone.localdate().isoformat()
        asked["line"] = asked["line"] or str(getattr(default_line(), "pk", ""))
        super().__init__(asked)

    @property
    def query(self):
        """What is asked, for the address of the same in another form."""
        return urlencode({name: value for name, value in self.data.items() if value})


class StatesForm(DayForm):
    """A line on a day, perhaps in one region only."""

    region = forms.ModelChoiceField(
        label=_("Region"), required=False, empty_label=_("All regions"), queryset=PLACES.all()
    )


class CountriesForm(forms.Form):
    """Words of a country's name, and a region."""

    q = forms.CharField(
        label=_("Name or code"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    region = forms.ModelChoiceField(
        label=_("Region"), required=False, empty_label=_("All regions"), queryset=PLACES.all()
    )
