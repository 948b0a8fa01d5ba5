"""Forms of rule sets: a rule with typed parameters, its worked cases, and the year of a new draft."""

import json

from django import forms
from django.forms.fields import InvalidJSONInput
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm

from .. import cases, parameters

PARAMETER, CONFIRMED = "parameter_", "confirmed_"


class DraftForm(ServiceForm):
    """From which funding year the new rules are to hold."""

    from_year = forms.IntegerField(
        label=_("From funding year"),
        min_value=2000,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("For a year that has rules already, the draft becomes its next version."),
    )


class PublishForm(ServiceForm):
    """The seal of the rules that the person has before them, so that nothing else is published than was read."""

    read = forms.CharField(max_length=64, widget=forms.HiddenInput)


class SplitForm(ServiceForm):
    """From which day on a rule says something else."""

    on = forms.DateField(
        label=_("From this day on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The row ends on this day and a copy begins, which you then change."),
    )


class RuleForm(forms.ModelForm):
    """A rule whose parameters are typed as what they are; ``fields_of`` gives their fields."""

    def clean(self):
        """Turn the typed parameters back into text."""
        cleaned = super().clean() or self.cleaned_data
        stored = self.instance.parameters
        if any(name.startswith(PARAMETER) for name in self.errors):
            return cleaned
        texts = {name: parameters.text_of(name, cleaned[PARAMETER + name], stored[name]) for name in stored}
        for name, sentence in parameters.refusals(texts).items():
            self.add_error(PARAMETER + name, sentence)
        self.instance.parameters = texts
        self.instance.unconfirmed_parameters = [
            name for name in parameters.in_order(stored) if not cleaned[CONFIRMED + name]
        ]
        return cleaned


class PlainDataField(forms.JSONField):
    """Plain data, shown one key a line."""

    widget = forms.Textarea(attrs={"rows": 12, "cols": 48, "spellcheck": "false"})

    def prepare_value(self, value):
        """Indented; what could not be read as it was typed."""
        if isinstance(value, InvalidJSONInput):
            return value
        return json.dumps(value, indent=1, ensure_ascii=False)


class CaseForm(forms.ModelForm):
    """A worked case: what is known of a proposal, and what the rule must find."""

    class Meta:
        field_classes = {"facts": PlainDataField, "expected": PlainDataField}
        widgets = {"facts": PlainDataField.widget, "expected": PlainDataField.widget}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in {"facts", "expected"} & set(self.fields):
            self.fields[name].show_hidden_initial = False  # an untouched empty case is no case, whoever sends the form

    def clean(self):
        """Refuse what could not be held against a rule, beside the field."""
        cleaned = super().clean() or self.cleaned_data
        for name, sentence in cases.refusals(cleaned.get("facts"), cleaned.get("expected")).items():
            if name not in self.errors:
                self.add_error(name, sentence)
        return cleaned


def fields_of(rule):
    """The fields for the parameters of a rule, each followed by the box that says whether a source confirms it."""
    found = {}
    for name in parameters.in_order(rule.parameters):
        found[PARAMETER + name] = parameters.field_for(name, rule.parameters[name])
        found[CONFIRMED + name] = forms.BooleanField(
            label=_("confirmed"), required=False, initial=name not in rule.unconfirmed_parameters
        )
    return found
