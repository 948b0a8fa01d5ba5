"""Writing a message."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm


class MessageForm(ServiceForm):
    """One message to the other side."""

    text = forms.CharField(label=_("Message"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
