"""Filters of the list of reports, kept in its address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..selectors.reports import KINDS

SELECT = {"class": "form-select"}


class QueueForm(forms.Form):
    """Region, kind and lateness; whatever else stands in the address is left out."""

    region = forms.ChoiceField(label=_("Region"), required=False, widget=forms.Select(SELECT))
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All")), *KINDS], widget=forms.Select(SELECT)
    )
    late = forms.BooleanField(
        label=_("Only late ones"), required=False, widget=forms.CheckboxInput({"class": "form-check-input"})
    )

    def __init__(self, *args, regions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", _("All")), *((region.pk, str(region)) for region in regions)]

    @property
    def chosen(self):
        """{name: value} of the filters that are valid."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
