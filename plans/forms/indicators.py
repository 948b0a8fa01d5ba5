"""Indicators: how it will be seen whether a result was reached."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import NumberField
from core.numbers import write_number
from funding.models import Axis, AxisValue, Goal

from ..models import Indicator
from .rows import PlanRowForm

LAST_MONTH = 120


class MilestonesField(forms.CharField):
    """Milestones as lines "6: 40": [(month, value, text)]. In words when the indicator is."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value):
        """Rows as lines in the reader's notation; what the person typed stays as typed."""
        if value is None or isinstance(value, str):
            return value
        return "\n".join(f"{row.month}: {row.text if row.value is None else write_number(row.value)}" for row in value)

    def to_python(self, value):
        """ValidationError names the line that cannot be read."""
        found = []
        for line in super().to_python(value).splitlines():
            month, colon, reached = (part.strip() for part in line.partition(":"))
            if not line.strip():
                continue
            if not (colon and reached and month.isdecimal() and 1 <= int(month) <= LAST_MONTH):
                sentence = _("“%(line)s” is not a milestone. Write the month, a colon and what is reached.")
                raise ValidationError(sentence % {"line": line})
            found.append((int(month), *self._reached(reached)))
        return found

    def _reached(self, text):
        if self.in_words():
            return None, text
        return NumberField(max_digits=18, decimal_places=4).clean(text), ""


class PartField(NumberField):
    """The target for one part of a split."""

    def __init__(self, part, **kwargs):
        super().__init__(**kwargs)
        self.part = part


class IndicatorForm(PlanRowForm):
    """An indicator with baseline, target and source."""

    baseline_value = NumberField(label=_("Baseline value"), max_digits=18, decimal_places=4, required=False)
    target_value = NumberField(label=_("Target value"), max_digits=18, decimal_places=4, required=False)
    axes = forms.ModelMultipleChoiceField(
        Axis.objects.all(), label=_("Split by"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("People counted are split by sex at least. Reports then give the figure for each part."),
    )  # fmt: skip
    goals = forms.ModelMultipleChoiceField(
        Goal.objects.all(), label=_("Contributes to"), required=False, widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("Goals and objectives that this indicator shows progress on. Hold Ctrl to choose several."),
    )  # fmt: skip
    milestones = MilestonesField(
        label=_("Milestones"), required=False,
        help_text=_("One a line: the month of the project, a colon, what is reached by then. For example 6: 40."),
    )  # fmt: skip

    needed_when = {
        "baseline_value": _("needed if the baseline is known, except for an indicator in words"),
        "baseline_year": _("needed if the baseline is known, except for an indicator in words"),
        "target_value": _("needed except for an indicator in words"),
        "target_text": _("needed for an indicator in words"),
        "scale": _("needed for a step on a scale"),
    }

    class Meta:
        model = Indicator
        fields = [
            "title", "definition", "kind", "scale", "unit", "direction", "over_time", "baseline_state", "baseline_value",
            "baseline_year", "baseline_text", "baseline_due_month", "target_value", "may_exceed_100", "target_text",
            "milestones", "source_and_method", "frequency", "responsible", "counts_people", "axes", "goals",
        ]  # fmt: skip
        help_texts = {
            "title": _("What is counted or observed, for example “Officers who pass the final test”."),
            "over_time": _("Workshops held add up; a rate or a stock is read anew each time."),
            "baseline_year": _("The year the baseline was measured."),
            "target_text": _("Only for an indicator in words."),
            "definition": _("What exactly counts, if the words above leave it open."),
            "baseline_due_month": _("Only for a baseline still to be determined."),
            "responsible": _("Who collects the figure."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["milestones"].in_words = lambda: self.data.get("kind") == Indicator.Kind.QUALITATIVE
        if self.instance.pk:
            self._show_what_hangs_below()

    def _show_what_hangs_below(self):
        """Milestones, splits and tags as they stand, and a target for each part of the splits chosen."""
        self.initial |= {name: [row.pk for row in getattr(self.instance, name).all()] for name in ("axes", "goals")}
        self.initial["milestones"] = self.instance.milestones.all()
        targets = {row.part_id: row.value for row in self.instance.split_targets.all()}
        for part in AxisValue.objects.filter(axis__in=self.initial["axes"], is_active=True).select_related("axis"):
            label = _("Target: %(part)s") % {"part": f"{part.axis} – {part}"}
            field = PartField(part, label=label, max_digits=18, decimal_places=4, required=False)
            self.fields[f"part_{part.pk}"], self.initial[f"part_{part.pk}"] = field, targets.get(part.pk)

    def clean(self):
        """Say beside the field what a kind of indicator needs, before the database refuses it."""
        data = super().clean()
        kind, over_time = data.get("kind"), data.get("over_time")
        if kind == Indicator.Kind.QUALITATIVE:
            data["baseline_value"] = data["target_value"] = None
            self._need("target_text", _("Say in words what is to be reached."))
        else:
            self._need("target_value", _("Give the target value."))
        if kind == Indicator.Kind.SCALE:
            self._need("scale", _("Choose the scale."))
        if kind != Indicator.Kind.NUMBER and over_time == Indicator.OverTime.SUM:
            self.add_error(
                "over_time", _("Only numbers add up. Choose “%(label)s”.") % {"label": Indicator.OverTime.LATEST.label}
            )
        self._clean_baseline(data)
        self._clean_target(data)
        parts = {
            field.part: data.pop(name)
            for name, field in self.fields.items()
            if isinstance(field, PartField) and name in data
        }
        data["split_targets"] = {part: value for part, value in parts.items() if value is not None}
        return data

    def _need(self, name, sentence):
        if self.cleaned_data.get(name) in (None, "") and name not in self.errors:
            self.add_error(name, sentence)

    def _clean_target(self, data):
        target, scale = data.get("target_value"), data.get("scale")
        if target is None:
            return
        if data.get("kind") == Indicator.Kind.PERCENTAGE and not data.get("may_exceed_100") and not 0 <= target <= 100:
            self.add_error("target_value", _("A percentage lies between 0 and 100."))
        if data.get("kind") == Indicator.Kind.SCALE and scale and not scale.steps.filter(number=target).exists():
            self.add_error("target_value", _("Give the number of a step of the scale."))

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
