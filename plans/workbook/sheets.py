"""The sheets of a workbook and their columns, in the order in which they are written, told and pasted."""

from dataclasses import dataclass, field

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from funding.models import Axis, AxisValue, Goal, RatingScale

from ..forms import LineForm
from ..models import Activity, BudgetLine, Indicator, ResultNode, Risk
from .columns import (
    LANGUAGES,
    Choice,
    Codes,
    Number,
    Part,
    Reference,
    Scale,
    Text,
    Whole,
    YesNo,
    field_label,
    lazy_text,
)
from .entries import Milestones, Phases, SplitTargets


@dataclass(frozen=True)
class Sheet:
    """One kind of rows. ``key`` names it in every language; ``number``: heading of the first column; ``spare``: empty rows."""

    key: str
    title: object
    number: object
    columns: tuple
    spare: int
    has_own_numbers: bool = False  # "1.2", to which other sheets point, rather than 1, 2, 3

    def column(self, name):
        """The column of a name, or None."""
        return next((column for column in self.columns if column.name == name), None)


def _text(model, name, **more):
    return Text(name, field_label(model, name), most=model._meta.get_field(name).max_length, **more)


def _number(model, name, **more):
    found = model._meta.get_field(name)
    return Number(name, field_label(model, name), digits=found.max_digits, places=found.decimal_places, **more)


def _choice(model, name, choices, kind=Choice, **more):
    return kind(name, field_label(model, name), choices=choices, **more)


def _whole(model, name, **more):
    return Whole(name, field_label(model, name), **more)


RESULTS = Sheet(
    "results",
    _("Results"),
    _("No."),
    (
        _text(ResultNode, "statement", width=70, is_required=True),
        _text(ResultNode, "assumptions", width=50),
    ),
    spare=30,
    has_own_numbers=True,
)
INDICATORS = Sheet(
    "indicators",
    _("Indicators"),
    _("No."),
    (
        Reference("node", _("Result (number)"), width=10, is_required=True, sheet="results"),
        _text(Indicator, "title", width=45, is_required=True),
        _text(Indicator, "definition", width=30),
        _choice(Indicator, "kind", Indicator.Kind, width=16),
        Scale("scale", field_label(Indicator, "scale"), width=16),
        _text(Indicator, "unit"),
        _choice(Indicator, "direction", Indicator.Direction, width=16),
        _choice(Indicator, "over_time", Indicator.OverTime, width=28),
        _choice(Indicator, "baseline_state", Indicator.BaselineState, width=18),
        _number(Indicator, "baseline_value", may_be_negative=True),
        _whole(Indicator, "baseline_year", least=1990, most=2100, width=10),
        _text(Indicator, "baseline_text", width=25),
        _whole(Indicator, "baseline_due_month", width=18),
        _number(Indicator, "target_value", may_be_negative=True),
        _choice(Indicator, "may_exceed_100", None, YesNo, width=10),
        _text(Indicator, "target_text", width=25),
        Milestones("milestones", _("Milestones"), width=25),
        SplitTargets("split_targets", _("Targets of parts"), width=25),
        _text(Indicator, "source_and_method", width=30, is_required=True),
        _choice(Indicator, "frequency", Indicator.Frequency, width=18),
        _text(Indicator, "responsible", width=18),
        _choice(Indicator, "counts_people", None, YesNo, width=10),
        Codes("axes", field_label(Indicator, "axes"), width=18, source="axes"),
        Codes("goals", field_label(Indicator, "goals"), width=20, source="goals"),
    ),
    spare=60,
)
ACTIVITIES = Sheet(
    "activities",
    _("Activities"),
    _("No."),
    (
        Reference("output", _("Output (number)"), width=10, is_required=True, sheet="results", only_outputs=True),
        _text(Activity, "title", width=60, is_required=True),
        _text(Activity, "responsible_party", width=25, is_required=True),
        _whole(Activity, "start_month", width=10, is_required=True),
        _whole(Activity, "end_month", width=10, is_required=True),
        _text(Activity, "milestone", width=30),
        _whole(Activity, "milestone_month", width=14),
    ),
    spare=60,
    has_own_numbers=True,
)
LINES = Sheet(
    "lines",
    _("Budget"),
    _("No."),
    (
        Part("part", lazy_text(lambda: LineForm.base_fields["part"].label), width=22, is_required=True),
        Reference("activity", _("Activity (number)"), width=10, sheet="activities"),
        _text(BudgetLine, "description", width=45, is_required=True),
        _text(BudgetLine, "unit", width=12, is_required=True),
        _number(BudgetLine, "quantity", width=11, is_required=True),
        _number(BudgetLine, "periods", width=11),
        _number(BudgetLine, "unit_cost", width=14, is_required=True),
        _number(BudgetLine, "share_percent", width=11),
        _text(BudgetLine, "calculation_note", width=40, is_required=True),
        Phases("phases", _("Half-years (USD)"), width=30),
    ),
    spare=120,
)
RISKS = Sheet(
    "risks",
    _("Risks"),
    _("No."),
    (
        _text(Risk, "description", width=45, is_required=True),
        _text(Risk, "cause", width=30),
        _whole(Risk, "likelihood", least=1, most=5, is_required=True),
        _whole(Risk, "impact", least=1, most=5, is_required=True),
        _text(Risk, "response", width=45),
        _text(Risk, "owner", width=20),
    ),
    spare=20,
)
SHEETS = {sheet.key: sheet for sheet in (RESULTS, INDICATORS, ACTIVITIES, LINES, RISKS)}
AMOUNT_LABEL = field_label(BudgetLine, "amount")


@dataclass
class Lists:
    """What cells may name: codes of reference data with their names, and the numbers of the rows of one file or plan."""

    data: dict = field(default_factory=dict)
    numbers: dict = field(default_factory=dict)  # {key of a row: its number}
    keys: dict = field(default_factory=dict)  # {(sheet, number): key}

    @classmethod
    def load(cls):
        """The reference data, in five queries."""
        parts = AxisValue.objects.order_by("axis__position", "position")
        return cls(
            {
                "scales": {scale.pk: scale for scale in RatingScale.objects.prefetch_related("steps")},
                "axes": {axis.pk: axis for axis in Axis.objects.all()},
                "goals": {goal.pk: goal for goal in Goal.objects.all()},
                "parts": {f"{part.axis_id}.{part.code}": part for part in parts},
            }
        )

    def names(self, source):
        """{code: name in the active language} of a list."""
        language = (get_language() or "en")[:2]
        attribute = f"name_{language if language in LANGUAGES else 'en'}"
        return {code: getattr(row, attribute) or row.name for code, row in self.data[source].items()}

    def know(self, sheet, key, number):
        """Remember the number of a row to which others point."""
        self.numbers[key] = number
        self.keys[sheet, number] = key

    def number_of(self, key):
        """The number of a row; empty for no row."""
        return self.numbers.get(key, "")

    def key_of(self, sheet, number):
        """The key of the row with a number, or None."""
        return self.keys.get((sheet, number))
