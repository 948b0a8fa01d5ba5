"""What the rules answer. A finding holds figures, not texts: words are made when it is shown, in the reader's language."""

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.numbers import write_money, write_number, write_percent

MET, NOT_MET, NOT_APPLICABLE, TO_CHECK = "MET", "NOT_MET", "NOT_APPLICABLE", "TO_CHECK"
BLOCK, WARN, TASK, NOTE = "BLOCK", "WARN", "TASK", "NOTE"
CENT, MILLIONTH = Decimal("0.01"), Decimal("0.000001")


@dataclass(frozen=True)
class RuleFacts:
    """One rule as staff keep it: words in the active language, severity, parameters (as text), days on which it holds.

    ``from_year`` is the funding year from which its set holds.
    """

    code: str
    title: str = ""
    explanation: str = ""
    source: str = ""
    paragraph: str = ""
    severity: str = BLOCK
    is_confirmed: bool = True
    parameters: dict = field(default_factory=dict)
    unconfirmed_parameters: tuple = ()
    valid_from: date | None = None
    valid_to: date | None = None
    from_year: int | None = field(default=None, compare=False)  # where it stands, not what it says

    def holds(self, on):
        """Whether the rule holds on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on < self.valid_to)

    def number(self, name):
        """A parameter as Decimal."""
        return Decimal(self.parameters[name])

    def count(self, name):
        """A parameter as whole number."""
        return int(self.parameters[name])

    def codes(self, name):
        """A parameter that lists codes."""
        return tuple(code.strip() for code in self.parameters[name].split(",") if code.strip())


@dataclass(frozen=True)
class Figure:
    """A value with its unit; its text is written as the active language does."""

    value: object
    unit: str = ""

    def __str__(self):
        if isinstance(self.value, date):
            return date_format(self.value, "DATE_FORMAT")
        if self.unit == "USD":
            return write_money(self.value)
        return write_percent(self.value) if self.unit == "SHARE" else write_number(self.value)

    @property
    def data(self):
        """The value as text that no language changes."""
        return self.value.isoformat() if isinstance(self.value, date) else str(self.value)


def usd(amount):
    """An amount in USD."""
    return Figure(amount.quantize(CENT, rounding=ROUND_HALF_UP), "USD")


def usd_at_least(amount):
    """An amount to change by, rounded up: half a cent less would not do."""
    return Figure(amount.quantize(CENT, rounding=ROUND_UP), "USD")


def share(value):
    """A share of one, kept to the millionth."""
    return Figure(value.quantize(MILLIONTH, rounding=ROUND_HALF_UP).normalize(), "SHARE")


@dataclass(frozen=True)
class Message:
    """A sentence with its values, put into words when it is shown."""

    template: object
    values: dict

    def __str__(self):
        def write(value):
            return ", ".join(str(item) for item in value) if isinstance(value, tuple) else value

        template = self.template(self.values) if callable(self.template) else self.template
        return str(template) % {name: write(value) for name, value in self.values.items()}


@dataclass(frozen=True)
class Finding:
    """What one rule says of a proposal. ``target`` names the part to mend: cover, countries, budget, letters …

    ``change`` is by how much. ``place`` and ``url`` are the words and the address of that part, added by who knows the pages.
    """

    rule: RuleFacts
    state: str
    message: object
    target: str
    figure: Figure | None = None
    limit: Figure | None = None
    change: Figure | None = None
    severity: str = ""
    place: str = ""
    url: str = ""

    @property
    def code(self):
        """The rule's code."""
        return self.rule.code

    @property
    def blocks(self):
        """Whether this stops a submission."""
        return self.state == NOT_MET and self.severity == BLOCK

    @property
    def sentence(self):
        """The finding in one line, with its rule: "P05 Word limits, Summary: This section is empty."."""
        title = f"{self.rule.title}, {self.place}" if self.place else self.rule.title
        return _("%(rule)s: %(message)s") % {"rule": f"{self.code} {title}", "message": self.message}

    def as_data(self):
        """What a submission keeps of it, without words that a later catalogue could change."""
        figures = {"figure": self.figure, "limit": self.limit, "change": self.change}
        data = {"code": self.code, "target": self.target, "state": self.state, "severity": self.severity}
        return data | {name: figure.data for name, figure in figures.items() if figure is not None}


def judge(rule, target, *, met, message=None, parameter="", may_block=True, **figures):
    """A met or broken rule. Neither an unconfirmed rule nor an unconfirmed parameter may block."""
    severity = rule.severity
    is_sure = may_block and rule.is_confirmed and parameter not in rule.unconfirmed_parameters
    if severity == BLOCK and not is_sure:
        severity = WARN
    words = rule.explanation if met or message is None else message
    return [Finding(rule, MET if met else NOT_MET, words, target, severity=severity, **figures)]


def aside(rule, target, message, *, state=NOT_APPLICABLE, **figures):
    """A rule that does not apply, or that people must check."""
    return [Finding(rule, state, message, target, severity=WARN, **figures)]


def say(template, **values):
    """A sentence whose values are written when it is shown; ``template`` is lazy, or a function of the values."""
    return Message(template, values)
