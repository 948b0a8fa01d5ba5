"""Forms of rule sets: a rule with typed parameters, its worked cases, and the year of a new draft."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.forms import ServiceForm

from .. import cases, parameters, services
from ..evaluator import FactsError
from ..facts_text import lines_of, read_lines
from ..models import Severity

PARAMETER, CONFIRMED, EXPECTED = "parameter_", "confirmed_", "expected_"


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


class HeldForm(forms.ModelForm):
    """A form of a draft that carries the revision it was opened at, so that nobody overwrites what they did not see."""

    opened_revision = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["opened_revision"] = str(self.instance.revision)

    def clean(self):
        """Refuse, with everything that was typed, what somebody else saved or published meanwhile."""
        cleaned = super().clean() or self.cleaned_data
        try:
            services.hold(self.instance, revision=cleaned.get("opened_revision", ""))
        except DomainError as refusal:
            self.add_error(None, list(refusal.sentences))
        return cleaned


class RuleSetForm(HeldForm):
    """Name and note of a draft."""


class RuleForm(HeldForm):
    """A rule whose parameters are typed as what they are; ``fields_of`` gives their fields."""

    def clean(self):
        """Turn the typed parameters back into text."""
        cleaned = super().clean()
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


class FactsField(forms.Field):
    """What a worked case knows of a proposal, one fact a line."""

    widget = forms.Textarea(attrs={"rows": 12, "cols": 60, "spellcheck": "false", "class": "vLargeTextField"})

    def prepare_value(self, value):
        """Lines; what could not be read as it was typed."""
        return value if isinstance(value, str) else "\n".join(lines_of(value or {}))

    def to_python(self, value):
        """The plain data behind the lines."""
        try:
            return read_lines(value or "")
        except FactsError as error:
            raise forms.ValidationError(str(error), code="facts") from error

    def has_changed(self, initial, data):
        """Compare facts, not the order of their lines."""
        return (data or "").split() != self.prepare_value(initial).split()


class CaseForm(forms.ModelForm):
    """A worked case: what is known of a proposal, and what the rule must find, each part in its field."""

    facts = FactsField(
        label=_("Facts"),
        required=False,
        help_text=_(
            "What is known of the proposal, one fact a line: the fact, a colon, its value. For example "
            "“budget.lines.1.amount: 20000.00”. docs/administrators.md names the facts."
        ),
    )
    expected_state = forms.ChoiceField(
        label=_("Expected state"),
        choices=[("", "–"), *((code, capfirst(words)) for code, words in cases.STATE_WORDS.items())],
    )
    expected_severity = forms.ChoiceField(
        label=_("Expected if broken"), required=False, choices=[("", _("Does not matter")), *Severity.choices]
    )
    expected_figure = forms.CharField(label=_("Expected figure"), required=False, max_length=40)
    expected_limit = forms.CharField(label=_("Expected limit"), required=False, max_length=40)
    expected_change = forms.CharField(label=_("Expected change"), required=False, max_length=40)
    expected_target = forms.CharField(
        label=_("Part of the proposal"),
        required=False,
        max_length=40,
        help_text=_("Picks one finding where the rule gives several, for example “rationale”."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "facts" not in self.fields:  # a published set is only shown
            return
        for name in cases.EXPECTED:
            self.initial[EXPECTED + name] = self.instance.expected.get(name, "")
        if self.instance.pk is None:
            self.initial["facts"] = {}

    def clean(self):
        """Put the parts together; every refusal names the case and the field, for the summary on top of a long page."""
        cleaned = super().clean() or self.cleaned_data
        expected = {name: cleaned.get(EXPECTED + name) for name in cases.EXPECTED}
        self.instance.expected = {name: text for name, text in expected.items() if text}
        for name, errors in self.errors.items():
            if name in self.fields:
                errors.data = [self._named(name, error) for error in errors.data]
        return cleaned

    def _named(self, field, error):
        name = self.data.get(self.add_prefix("name"), "").strip() or gettext("without a name")
        values = {"name": name, "field": self.fields[field].label, "problem": " ".join(error.messages)}
        return forms.ValidationError(gettext("Case “%(name)s”, %(field)s: %(problem)s") % values, code=error.code)


def fields_of(rule):
    """The fields for the parameters of a rule, each followed by the box that says whether a source confirms it."""
    found = {}
    for name in parameters.in_order(rule.parameters):
        found[PARAMETER + name] = parameters.field_for(name, rule.parameters[name])
        found[CONFIRMED + name] = forms.BooleanField(
            label=_("confirmed"), required=False, initial=name not in rule.unconfirmed_parameters
        )
    return found
