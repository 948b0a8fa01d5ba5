"""Budget lines, and how they are spread over time."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import AmountField, NumberField, ServiceForm

from ..models import Activity, BudgetLine
from ..selectors import phases_of
from .rows import PlanRowForm


class ActivityField(forms.ModelChoiceField):
    """A choice among the plan's activities, which knows the one that stands and does not look it up again."""

    standing = None

    def to_python(self, value):
        """The activity, or None."""
        if self.standing and str(value) == str(self.standing.pk):
            return self.standing
        return super().to_python(value)


class LineForm(PlanRowForm):
    """A budget line; the amount is computed."""

    EVALUATION = "EVALUATION"
    PARTS = [*BudgetLine.Category.choices, (EVALUATION, _("Operational: evaluation"))]

    part = forms.ChoiceField(
        label=_("Part of the budget"), choices=PARTS, help_text=_("The evaluation has a line of its own (rule B11).")
    )
    activity = ActivityField(
        Activity.objects.none(), label=_("Activity"), required=False,
        help_text=_("Every operational line pays for one activity (rule B06)."),
    )  # fmt: skip
    quantity = NumberField(label=_("Quantity"), max_digits=12, decimal_places=2)
    periods = NumberField(label=_("Times or months"), max_digits=8, decimal_places=2, initial=1)
    unit_cost = AmountField(label=_("Unit cost (USD)"))
    share_percent = NumberField(
        label=_("Share charged (%)"), max_digits=5, decimal_places=2, min_value=0, max_value=100, initial=100
    )

    needed_when = {"activity": _("needed for operational lines, except the evaluation line")}

    field_order = ["part", "activity", "description", "unit"]

    class Meta:
        model = BudgetLine
        fields = [
            "description", "unit", "quantity", "periods", "unit_cost",
            "share_percent", "calculation_note",
        ]  # fmt: skip
        help_texts = {
            "unit": _("For example person, month, workshop, copy."),
            "calculation_note": _(
                "Where the figure comes from, for example a quotation or the daily allowance (rule B09)."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        activities = Activity.objects.filter(output__version=self.version).select_related("output")
        self.fields["activity"].queryset = activities.order_by("code")
        self.fields["activity"].standing = self.instance.activity
        self.fields["calculation_note"].required = True
        if self.instance.pk:
            self.initial |= {"part": self.part_of(self.instance), "activity": self.instance.activity_id}

    @classmethod
    def part_of(cls, line):
        """The choice that says category and evaluation in one."""
        return cls.EVALUATION if line.is_evaluation else line.category

    def clean(self):
        """Quantities and shares are above zero; operational lines follow an activity."""
        data = super().clean()
        for name in ("quantity", "periods", "share_percent"):
            if data.get(name) is not None and data[name] <= 0:
                self.add_error(name, _("This must be more than 0."))
        part = data.pop("part", None)
        data["is_evaluation"] = part == self.EVALUATION
        data["category"] = BudgetLine.Category.OPERATIONAL if data["is_evaluation"] else part
        if part == BudgetLine.Category.OPERATIONAL and not data.get("activity"):
            self.add_error("activity", _("Choose the activity that this operational line pays for (rule B06)."))
        return data


class PhasesForm(ServiceForm):
    """What a line spends in each half-year: all typed, or none to follow the months of its activity."""

    def __init__(self, *args, line, months, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["revision"] = forms.IntegerField(widget=forms.HiddenInput, initial=line.revision)
        for phase, amount in enumerate(phases_of(line, months), 1):
            label = _("Half-year %(n)d") % {"n": phase}
            self.fields[f"phase_{phase}"] = AmountField(label=label, required=False, initial=amount)

    def clean(self):
        """``phases``: amounts in USD by half-year, or None when all were left empty."""
        data = super().clean()
        amounts = [data.pop(name, None) for name in list(self.fields) if name != "revision"]
        data["phases"] = [amount or Decimal(0) for amount in amounts] if any(a is not None for a in amounts) else None
        return data
