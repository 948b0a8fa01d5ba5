"""Handing in."""

from django import forms
from django.utils.translation import gettext as _now

from core.forms import ServiceForm


class SubmitForm(ServiceForm):
    """The declarations; each is a rule of the Fund (S05–S07, B03) in its own words."""

    def __init__(self, *args, declarations, **kwargs):
        super().__init__(*args, **kwargs)
        for rule in declarations:
            self.fields[rule.code] = forms.BooleanField(
                label=rule.title,
                help_text=rule.explanation,
                error_messages={"required": _now("Declare this before you submit.")},
            )

    @property
    def declared(self):
        """Codes of the rules declared."""
        return frozenset(code for code, is_declared in self.cleaned_data.items() if is_declared)
