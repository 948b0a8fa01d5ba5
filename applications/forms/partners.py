"""Contacts and partners of a proposal."""

from django import forms

from core.forms import ServiceModelForm

from ..models import Application, Partner


class ContactsForm(ServiceModelForm):
    """Who answers questions about the proposal, and who speaks for the government (L05)."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Application
        fields = [
            *("contact_name", "contact_email", "contact_phone"),
            *("focal_point_name", "focal_point_title", "focal_point_ministry", "focal_point_email"),
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("revision", self.instance.revision)


class PartnerForm(ServiceModelForm):
    """One partner of the project."""

    class Meta:
        model = Partner
        fields = ["name", "kind", "role"]
