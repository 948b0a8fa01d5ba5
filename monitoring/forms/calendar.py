"""What of the calendar is shown; the names are addresses that stay."""

from django import forms
from django.utils.translation import gettext_lazy as _

from funding.models import Region

from ..models import Duty


class CalendarFilterForm(forms.Form):
    """The filters of the Fund's people."""

    region = forms.ModelChoiceField(
        label=_("Region"), queryset=Region.objects.all(), empty_label=_("All regions"), required=False
    )
    kind = forms.ChoiceField(
        label=_("What is due"), choices=[("", _("Everything")), *Duty.Kind.choices], required=False
    )
    late = forms.ChoiceField(label=_("When"), choices=[("", _("All dates")), ("1", _("Late only"))], required=False)

    def chosen(self):
        """Arguments of ``selectors.duties.chosen``; what makes no sense is left out."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or None for name in self.fields}
