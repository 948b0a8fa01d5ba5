"""Handing in, and checking a receipt."""

import re
import secrets

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm


class SubmitForm(ServiceForm):
    """The declarations; each is a rule of the Fund (S05–S07, B03) in its own words.

    ``form_key`` tells the same form sent twice; ``read`` (``selectors.marks_of``) what the person had before their eyes.
    """

    form_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    read = forms.CharField(widget=forms.HiddenInput, max_length=2000)

    def __init__(self, *args, declarations, marks="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = secrets.token_urlsafe(24)
        self.fields["read"].initial = marks
        self.fields["read"].error_messages["required"] = _("Open the page anew, read the proposal, then submit.")
        for rule in declarations:
            self.fields[rule.code] = forms.BooleanField(
                label=rule.title,
                help_text=rule.explanation,
                error_messages={"required": _("Declare this before you submit.")},
            )

    @property
    def declared(self):
        """Codes of the rules declared."""
        return frozenset(code for code, is_declared in self.cleaned_data.items() if is_declared is True)

    def read_anew(self, marks):
        """Carry from now on what the page shows now, so that the person can submit what they see."""
        self.data = self.data.copy()
        self.data[self.add_prefix("read")] = marks


class FingerprintForm(ServiceForm):
    """The fingerprint of a receipt, however it was copied."""

    sha256 = forms.CharField(
        label=_("Fingerprint (SHA-256)"),
        help_text=_(
            "64 digits and letters from a to f, as they stand on the receipt. Blanks and line breaks do no harm."
        ),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}),
    )

    def clean_sha256(self):
        """64 hexadecimal digits in lower case."""
        found = "".join(self.cleaned_data["sha256"].split()).lower()
        if not re.fullmatch(r"[0-9a-f]{64}", found):
            count = len(found)
            raise forms.ValidationError(
                _("This is no fingerprint: one has 64 digits and letters from a to f; you gave %(count)s signs.")
                % {"count": count}
            )
        return found
