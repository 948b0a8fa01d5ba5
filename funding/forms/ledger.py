"""Forms of the ledger."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import AmountField, ServiceForm
from core.numbers import CENT

from ..ledger import FIRST_YEAR, LAST_YEAR
from ..models import FundingLine, LedgerEntry, Region
from ..services.ledger import year_refused

BY_HAND = [(kind.value, kind.label) for kind in LedgerEntry.BY_HAND]


class BookForm(ServiceForm):
    """An allocation or recovered money, as an officer types it."""

    kind = forms.ChoiceField(label=_("What came to the line"), choices=BY_HAND, widget=forms.RadioSelect)
    line = forms.ModelChoiceField(
        label=_("Funding line"), queryset=FundingLine.objects.all(), empty_label=None, widget=forms.RadioSelect
    )
    year = forms.IntegerField(
        label=_("Funding year"),
        widget=forms.NumberInput(attrs={"min": FIRST_YEAR, "max": LAST_YEAR}),
        help_text=_(
            "The year for which the money may be committed. What closed projects leave counts in the next year."
        ),
    )
    amount = AmountField(label=_("Amount (USD)"))
    source = forms.CharField(
        label=_("Source"), max_length=250, help_text=_("The decision or document in which the amount stands.")
    )
    reference = forms.CharField(
        label=_("Reference"), max_length=60, required=False, help_text=_("The project that the money came back from.")
    )
    region = forms.ModelChoiceField(
        label=_("Region"),
        queryset=Region.objects.all(),
        required=False,
        empty_label=_("The whole line"),
        help_text=_("Only for the record: regional shares are worked out from all the money of the line."),
    )
    after = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = timezone.localdate().year
        above_zero = MinValueValidator(CENT, _("The amount must be above zero."))
        amount = self.fields["amount"]
        amount.validators = [kept for kept in amount.validators if not isinstance(kept, MinValueValidator)] + [
            above_zero
        ]

    def clean_year(self):
        """A year of the Fund."""
        if not FIRST_YEAR <= self.cleaned_data["year"] <= LAST_YEAR:
            raise ValidationError(year_refused())
        return self.cleaned_data["year"]


class ReverseForm(ServiceForm):
    """Why an entry is taken back."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=250,
        help_text=_("It stands beside the entry, for auditors too."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
