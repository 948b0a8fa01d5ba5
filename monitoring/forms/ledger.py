"""What officers type of a project's money."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import AmountField, ServiceForm


class PaymentForm(ServiceForm):
    """Money paid to the office of a project; ``after`` remembers the last entry that the person saw."""

    on = forms.DateField(
        label=_("Day of the payment"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )
    amount = AmountField(label=_("Amount (USD)"))
    note = forms.CharField(
        label=_("Note"), required=False, max_length=250, help_text=_("For example the reference of the transfer.")
    )
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
