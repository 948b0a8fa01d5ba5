"""Fields that reports share."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.forms import NumberField


class ValueField(NumberField):
    """A value in an indicator's unit: a bare number, at most 18 digits, four of them decimals."""

    def __init__(self, **kwargs):
        super().__init__(max_digits=18, decimal_places=4, required=False, **kwargs)

    def to_python(self, value):
        """Decimal or None; a percent sign or a unit is refused with what to write instead."""
        if isinstance(value, str) and "%" in value:
            raise ValidationError(_("Write the number alone, without the percent sign."), code="unit")
        return super().to_python(value)


class DayField(forms.DateField):
    """A day, chosen in the browser's calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
