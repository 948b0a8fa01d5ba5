"""How somebody wants to be told what is new."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm

from ..models import Frequency


class FrequencyForm(ServiceForm):
    """How often a follower is written to."""

    frequency = forms.ChoiceField(label=_("How often we write"), choices=Frequency.choices, initial=Frequency.WEEKLY)


class FollowForm(FrequencyForm):
    """What somebody without account gives to be told of something."""

    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    field_order = ["email", "frequency"]
