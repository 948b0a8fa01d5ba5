from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import AmountField, NumberField, ServiceModelForm

from .models import Activity, BudgetLine, Indicator, ResultNode


class PlanRowForm(ServiceModelForm):
    """A row of a plan; for an existing row with the revision it was opened at.

    ``needed_when`` says of fields that only some rows need when they are needed; ``clean`` holds to it. Without a
    ``version`` it is the form that the list of questions reads.
    """

    needed_when = {}

    def __init__(self, *args, version=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.version = version
        for name, sentence in self.needed_when.items():
            self.fields[name].needed_when = sentence
        if self.instance.pk:
            self.fields["revision"] = forms.IntegerField(widget=forms.HiddenInput, initial=self.instance.revision)


class ResultForm(PlanRowForm):
    """An outcome or output."""

    class Meta:
        model = ResultNode
        fields = ["statement", "assumptions"]
        widgets = {"statement": forms.Textarea(attrs={"rows": 3}), "assumptions": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "statement": _(
                "An outcome is a change in what people or institutions do; an output is a product or a skill."
            ),
            "assumptions": _("What must hold for this result to lead to the next one."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.level == ResultNode.Level.OBJECTIVE:
            del self.fields["assumptions"]
            self.fields["statement"].help_text = _("The one change that the project contributes to.")


class IndicatorForm(PlanRowForm):
    """An indicator with baseline, target and source."""

    baseline_value = NumberField(label=_("Baseline value"), max_digits=18, decimal_places=4, required=False)
    target_value = NumberField(label=_("Target value"), max_digits=18, decimal_places=4, required=False)

    needed_when = {
        "baseline_value": _("needed if the baseline is known, except for an indicator in words"),
        "baseline_year": _("needed if the baseline is known, except for an indicator in words"),
        "target_value": _("needed except for an indicator in words"),
        "target_text": _("needed for an indicator in words"),
    }

    class Meta:
        model = Indicator
        fields = [
            "title", "kind", "unit", "direction", "over_time", "baseline_state", "baseline_value", "baseline_year",
            "target_value", "target_text", "source_and_method", "counts_people",
        ]  # fmt: skip
        help_texts = {
            "title": _("What is counted or observed, for example “Officers who pass the final test”."),
            "over_time": _("Workshops held add up; a rate or a stock is read anew each time."),
            "baseline_year": _("The year the baseline was measured."),
            "target_text": _("Only for an indicator in words."),
        }

    def clean(self):
        """Say beside the field what a kind of indicator needs, before the database refuses it."""
        data = super().clean()
        kind, over_time = data.get("kind"), data.get("over_time")
        if (
            kind != Indicator.Kind.QUALITATIVE
            and "target_value" not in self.errors
            and data.get("target_value") is None
        ):
            self.add_error("target_value", _("Give the target value."))
        if kind == Indicator.Kind.QUALITATIVE and not data.get("target_text"):
            self.add_error("target_text", _("Say in words what is to be reached."))
        if kind == Indicator.Kind.QUALITATIVE:
            data["baseline_value"] = data["target_value"] = None
        if kind != Indicator.Kind.NUMBER and over_time == Indicator.OverTime.SUM:
            self.add_error(
                "over_time", _("Only numbers add up. Choose “%(label)s”.") % {"label": Indicator.OverTime.LATEST.label}
            )
        self._clean_baseline(data)
        if (
            kind == Indicator.Kind.PERCENTAGE
            and data.get("target_value") is not None
            and not 0 <= data["target_value"] <= 100
        ):
            self.add_error("target_value", _("A percentage lies between 0 and 100."))
        return data

    def _clean_baseline(self, data):
        if (
            data.get("baseline_state") == Indicator.BaselineState.KNOWN
            and data.get("kind") != Indicator.Kind.QUALITATIVE
        ):
            for name in ("baseline_value", "baseline_year"):
                if data.get(name) is None and name not in self.errors:
                    self.add_error(name, _("A known baseline has a value and a year."))
        elif data.get("baseline_state") != Indicator.BaselineState.KNOWN:
            data["baseline_value"] = data["baseline_year"] = None
        if data.get("over_time") == Indicator.OverTime.SUM and data.get("baseline_value"):
            self.add_error("baseline_value", _("What adds up starts at 0."))


class ActivityForm(PlanRowForm):
    """An activity with its months."""

    class Meta:
        model = Activity
        fields = ["title", "responsible_party", "start_month", "end_month", "milestone"]
        help_texts = {"start_month": _("Month 1 is the first month of the project.")}

    def clean(self):
        """The months must be in order."""
        data = super().clean()
        if data.get("start_month") and data.get("end_month") and data["end_month"] < data["start_month"]:
            self.add_error("end_month", _("The activity ends before it starts."))
        return data


class LineForm(PlanRowForm):
    """A budget line; the amount is computed."""

    quantity = NumberField(label=_("Quantity"), max_digits=12, decimal_places=2)
    periods = NumberField(label=_("Times or months"), max_digits=8, decimal_places=2, initial=1)
    unit_cost = AmountField(label=_("Unit cost (USD)"))
    share_percent = NumberField(
        label=_("Share charged (%)"), max_digits=5, decimal_places=2, min_value=0, max_value=100, initial=100
    )

    needed_when = {"activity": _("needed for operational lines, except the evaluation line")}

    class Meta:
        model = BudgetLine
        fields = [
            "category", "activity", "is_evaluation", "description", "unit", "quantity", "periods", "unit_cost",
            "share_percent", "calculation_note",
        ]  # fmt: skip
        help_texts = {
            "activity": _("Every operational line pays for one activity (rule B06)."),
            "is_evaluation": _("The line that pays for the evaluation (rule B11)."),
            "unit": _("For example person, month, workshop, copy."),
            "calculation_note": _(
                "Where the figure comes from, for example a quotation or the daily allowance (rule B09)."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["activity"].queryset = Activity.objects.filter(output__version=self.version).order_by("code")
        self.fields["calculation_note"].required = True

    def clean(self):
        """Quantities and shares are above zero; operational lines follow an activity."""
        data = super().clean()
        for name in ("quantity", "periods", "share_percent"):
            if data.get(name) is not None and data[name] <= 0:
                self.add_error(name, _("This must be more than 0."))
        operational = data.get("category") == BudgetLine.Category.OPERATIONAL
        if operational and not data.get("activity") and not data.get("is_evaluation"):
            self.add_error("activity", _("Choose the activity that this operational line pays for (rule B06)."))
        if data.get("is_evaluation") and not operational:
            self.add_error("category", _("The evaluation line belongs to the operational part."))
        return data
