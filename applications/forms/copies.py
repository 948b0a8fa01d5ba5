"""Starting a new proposal from an earlier one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm
from funding.models import Call


class CopyForm(ServiceForm):
    """The title of the new proposal and the call that it is for."""

    title = forms.CharField(label=_("Title of the new proposal"), max_length=250)
    call = forms.ModelChoiceField(
        label=_("Call"), queryset=Call.objects.none(), required=False, empty_label=_("The open call that fits")
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args, calls, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["call"].queryset = Call.objects.filter(pk__in=[call.pk for call in calls])
