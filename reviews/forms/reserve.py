from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from core.forms import ServiceForm


class RevisitForm(ServiceForm):
    """Which proposals of the reserve are taken up again, for the money of which year, and why now."""

    applications = forms.ModelMultipleChoiceField(
        label=_("Proposals"), queryset=None, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one proposal.")},
    )  # fmt: skip
    year = forms.TypedChoiceField(label=_("Money of the funding year"), choices=(), coerce=int)
    comment = forms.CharField(
        label=_("Why now?"), help_text=_("The teams read it in the history of their proposals."), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args, applications, **kwargs):
        super().__init__(*args, **kwargs)
        keys = [application.pk for application in applications]
        self.fields["applications"].queryset = Application.objects.filter(pk__in=keys)
        this_year = timezone.localdate().year
        years = sorted(
            {this_year, this_year + 1, *(one.funding_year for one in applications if one.funding_year > this_year)}
        )
        self.fields["year"].choices = [(year, str(year)) for year in years]
        self.chosen = set(self["applications"].value() or []) if self.is_bound else set()
