"""Inviting colleagues and giving them rights."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm

from ..models import Member

RIGHTS = [
    (Member.Right.VIEW, _("Read and comment")),
    (Member.Right.EDIT, _("Write")),
    (Member.Right.SUBMIT, _("Write and submit")),
]


class RightForm(ServiceForm):
    """What a colleague may do."""

    right = forms.ChoiceField(
        label=_("What they may do"), choices=RIGHTS, widget=forms.RadioSelect, initial=Member.Right.EDIT
    )


class InviteForm(RightForm):
    """Whom to invite. There is no room for a message: the mail says who invites, and to which proposal."""

    email = forms.EmailField(
        label=_("E-mail address of your colleague"),
        max_length=254,
        help_text=_("The invitation works only for this address. Ask your colleague which one they sign in with."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ["email", "right"]
