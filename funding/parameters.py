"""Types of the rules' parameters: which field reads them, and how they are shown.

A rule keeps its parameters as text (``"0.30"``). People read and type them as what they are: 30 %, an amount in USD, a
number of months, a choice of codes. What nobody changed keeps its text to the letter.
"""

from decimal import Decimal, InvalidOperation
from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.forms import AmountField, NumberField
from core.numbers import write_money, write_number, write_percent

from .models import Coverage, IncomeGroup

HUNDRED = Decimal(100)


class ShareParameter(NumberField):
    """A share of one (``0.30``), shown and typed as a percentage (30)."""

    def __init__(self, **kwargs):
        super().__init__(max_digits=9, decimal_places=4, help_text=_("Percentage, for example 30"), **kwargs)

    def validate(self, value):
        """Between 0 and 100."""
        super().validate(value)
        if not 0 <= value <= HUNDRED:
            raise ValidationError(_("A percentage lies between 0 and 100."), code="share")

    def read(self, text):
        """The percentage behind the stored share."""
        return Decimal(text) * HUNDRED

    def write(self, value):
        """The share of a percentage, with two places at least: 30 → ``0.30``."""
        share = (value / HUNDRED).normalize()
        return f"{share:f}" if share.as_tuple().exponent < -2 else f"{share:.2f}"

    def show(self, value):
        """30%."""
        return write_percent(value / HUNDRED)


class PartParameter(ShareParameter):
    """A share that must leave something: the rest is what others are measured against."""

    def validate(self, value):
        """Below 100."""
        super().validate(value)
        if value == HUNDRED:
            raise ValidationError(_("This percentage must be below 100."), code="part")


class AmountParameter(AmountField):
    """An amount in USD (``50000``)."""

    def __init__(self, **kwargs):
        super().__init__(help_text=_("Amount in USD"), **kwargs)

    def read(self, text):
        """The amount."""
        return Decimal(text)

    def write(self, value):
        """Without cents where there are none."""
        return f"{value:.0f}" if value == value.to_integral_value() else f"{value:.2f}"

    def show(self, value):
        """USD 50,000."""
        return write_money(value)


class WholeParameter(forms.IntegerField):
    """A number of months, days, words or letters, from ``least`` to ``most``."""

    def __init__(self, *, least=0, most=1000, **kwargs):
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        help_text = format_lazy(_("Whole number from {least} to {most}"), least=least, most=most)
        super().__init__(min_value=least, max_value=most, widget=widget, help_text=help_text, **kwargs)

    def read(self, text):
        """The number."""
        return int(text)

    def write(self, value):
        """Its digits."""
        return str(value)

    def show(self, value):
        """As the language groups digits."""
        return write_number(Decimal(value))


class YearParameter(WholeParameter):
    """A year, whose digits are never grouped."""

    def __init__(self, **kwargs):
        super().__init__(least=2000, most=2100, **kwargs)

    def show(self, value):
        """2019."""
        return str(value)


class TextParameter(forms.CharField):
    """Words that are held against words."""

    def read(self, text):
        """The text."""
        return text

    write = show = read


class ListParameter(TextParameter):
    """Codes or phrases with commas between them."""

    def __init__(self, **kwargs):
        widget = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})
        super().__init__(widget=widget, help_text=_("With commas between them"), **kwargs)

    def write(self, value):
        """Without empty items and blanks around the commas."""
        return ",".join(item.strip() for item in value.split(",") if item.strip())

    def show(self, value):
        """With a blank after every comma."""
        return ", ".join(item.strip() for item in value.split(","))


class PhrasesParameter(ListParameter):
    """Phrases with commas between them, of all languages: a proposal is written in any of the three."""

    def show(self, value):
        """Each between quotation marks."""
        return ", ".join(_("“%(phrase)s”") % {"phrase": item.strip()} for item in value.split(","))


class ChoiceParameter(forms.MultipleChoiceField):
    """Codes out of a known list."""

    def __init__(self, *, choices, **kwargs):
        super().__init__(choices=choices, widget=forms.CheckboxSelectMultiple, **kwargs)

    def read(self, text):
        """The codes; one that is unknown here raises ValueError, so that it is shown as it stands."""
        codes = [code.strip() for code in text.split(",") if code.strip()]
        if set(codes) - {code for code, _label in self.choices}:
            raise ValueError(text)
        return codes

    def write(self, value):
        """The codes in the order of the list."""
        return ",".join(str(code) for code, _label in self.choices if code in value)

    def show(self, value):
        """Their names."""
        return ", ".join(str(label) for code, label in self.choices if code in value)


LINE_PARTICULARS = [
    ("unit", _("unit")),
    ("quantity", _("quantity")),
    ("unit_cost", _("unit cost (USD)")),
    ("frequency", _("times or months")),
    ("calculation_note", _("how it was worked out")),
]
COST_KINDS = [("FLIGHT", _("flight")), ("DSA", _("daily subsistence allowance")), ("FEE", _("fee"))]
EVALUATION_CRITERIA = [
    ("RELEVANCE", _("relevance")),
    ("COHERENCE", _("coherence")),
    ("EFFECTIVENESS", _("effectiveness")),
    ("EFFICIENCY", _("efficiency")),
    ("IMPACT", _("impact")),
    ("SUSTAINABILITY", _("sustainability")),
]

_groups = partial(ChoiceParameter, choices=IncomeGroup.choices)
_coverages = partial(ChoiceParameter, choices=Coverage.choices)
_line = partial(WholeParameter, least=1, most=9)
_words = partial(WholeParameter, least=1, most=20_000)
_months = partial(WholeParameter, most=120)
_length = partial(WholeParameter, least=1, most=120)
_days = partial(WholeParameter, most=366)

# In the order in which they are shown. A name that is not here is read as text.
PARAMETERS = {
    "line": (_line, _("Funding line")),
    "alternative_line": (_line, _("Line to choose instead")),
    "income_groups": (_groups, _("Income groups")),
    "coverages": (_coverages, _("Coverages")),
    "more_than_share": (PartParameter, _("More than this share of the countries")),
    "last_year": (YearParameter, _("Last funding year")),
    "national_minimum": (AmountParameter, _("National, at least")),
    "national_maximum": (AmountParameter, _("National, at most")),
    "regional_minimum": (AmountParameter, _("Regional, at least")),
    "regional_maximum": (AmountParameter, _("Regional, at most")),
    "line_1_national_minimum": (AmountParameter, _("Line 1, national, at least")),
    "line_1_national_maximum": (AmountParameter, _("Line 1, national, at most")),
    "line_1_regional_minimum": (AmountParameter, _("Line 1, regional, at least")),
    "line_1_regional_maximum": (AmountParameter, _("Line 1, regional, at most")),
    "line_2_national_minimum": (AmountParameter, _("Line 2, national, at least")),
    "line_2_national_maximum": (AmountParameter, _("Line 2, national, at most")),
    "line_2_regional_minimum": (AmountParameter, _("Line 2, regional, at least")),
    "line_2_regional_maximum": (AmountParameter, _("Line 2, regional, at most")),
    "currency": (TextParameter, _("Currency")),
    "minimum_share": (PartParameter, _("Smallest share of the budget")),
    "maximum_share": (ShareParameter, _("Greatest share of the budget")),
    "warn_above_share": (ShareParameter, _("Warns above this share")),
    "required_fields": (partial(ChoiceParameter, choices=LINE_PARTICULARS), _("Required particulars of a budget line")),
    "cost_kinds": (partial(ChoiceParameter, choices=COST_KINDS), _("Kinds of cost")),
    "phrases": (PhrasesParameter, _("Phrases looked for")),
    "minimum_letters": (WholeParameter, _("Smallest number of letters")),
    "minimum_focus_areas": (WholeParameter, _("Smallest number of focus areas")),
    "summary": (_words, _("Words in “Summary”")),
    "rationale": (_words, _("Words in “Rationale”")),
    "beneficiaries": (_words, _("Words in “Beneficiaries”")),
    "partnerships": (_words, _("Words in “Partnerships and coordination”")),
    "sustainability": (_words, _("Words in “Sustainability”")),
    "evaluation": (_words, _("Words in “Evaluation”")),
    "usual_months": (_length, _("Usual duration in months")),
    "warn_above_months": (_length, _("Warns above this number of months")),
    "minimum_total_months": (_length, _("Shortest project in months")),
    "period_months": (_length, _("Months in a reporting period")),
    "due_days": (_days, _("Days until the report is due")),
    "months_after_start": (_months, _("Months after the start")),
    "months_before_end": (_months, _("Months before the end")),
    "months_after_end": (_months, _("Months after the end")),
    "window_from_months": (_months, _("Earliest, in months after the end")),
    "window_to_months": (_months, _("Latest, in months after the end")),
    "confirmations": (WholeParameter, _("Number of confirmations")),
    "ratings": (partial(ChoiceParameter, choices=EVALUATION_CRITERIA), _("Criteria to rate")),
}

# Pairs of which the second may not be below the first.
RISING = {name: name.replace("_minimum", "_maximum") for name in PARAMETERS if name.endswith("_minimum")} | {
    "minimum_share": "warn_above_share",
    "usual_months": "warn_above_months",
    "window_from_months": "window_to_months",
}


def in_order(names):
    """Names of parameters in the order in which they are shown."""
    order = list(PARAMETERS)
    return sorted(names, key=lambda name: (order.index(name) if name in PARAMETERS else len(order), name))


def label_of(name):
    """What a parameter is called; the name itself where nobody gave it words."""
    return PARAMETERS[name][1] if name in PARAMETERS else name


def field_for(name, text=None):
    """A new form field for the parameter, filled with the stored ``text`` as people read it."""
    kind, label = PARAMETERS.get(name, (TextParameter, name))
    field = kind()
    field.label = label
    if text is not None:
        try:
            field.initial = field.read(text)
        except (ValueError, InvalidOperation):
            field.initial = text
    return field


def text_of(name, value, stored=""):
    """The text to keep for a cleaned value; ``stored`` itself where it says the same."""
    field = field_for(name)
    try:
        if stored and field.read(stored) == value:
            return stored
    except (ValueError, InvalidOperation):
        pass  # the stored text could not be read: the new one replaces it
    return field.write(value)


def shown(name, text):
    """The stored ``text`` in the reader's language: "30%", "USD 50,000"; as it stands where it cannot be read."""
    field = field_for(name)
    try:
        return field.show(field.read(text))
    except (ValueError, InvalidOperation):
        return text


def refusals(texts):
    """Mapping name → why its text cannot stand, for all parameters of a rule (name → text); empty when they are sound."""
    found, values = {}, {}
    for name, text in texts.items():
        field = field_for(name)
        try:
            values[name] = field.clean(field.read(text if isinstance(text, str) else ""))
        except (ValueError, InvalidOperation):
            found[name] = _("This value cannot be read.")
        except ValidationError as error:
            found[name] = error.messages[0]
    for low, high in RISING.items():
        if low in values and high in values and values[high] < values[low]:
            found[high] = format_lazy(_("This must not be below “{name}”."), name=label_of(low))
    return found
