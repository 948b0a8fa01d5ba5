"""The figures of one indicator."""

from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from plans.models import Indicator

from ..models import Report
from ..selectors.results import lacking_in
from .fields import DayField, ValueField
from .rows import RowForm

Kind = Indicator.Kind


class ActualForm(RowForm):
    """What one indicator reached: its fields follow its kind and the axes it is split by."""

    def __init__(self, data=None, *, result, **kwargs):
        self.result, self.indicator = result, result.indicator
        super().__init__(
            data, row=result.actual, title=result.indicator, prefix=f"i{result.indicator.pk}", initial=_initial(result),
            **kwargs,
        )  # fmt: skip
        self.value_names = self._add_values()
        self.split_groups = [(axis, self._add_parts(axis)) for axis in result.axes]
        self._add_words()
        parts = [name for _axis, names in self.split_groups for name in names]
        words = ["comment"] if self.indicator.kind == Kind.QUALITATIVE else []
        values = [name for name in self.value_names if name != "value" or self.indicator.kind != Kind.PERCENTAGE]
        self.finish(*values, *parts, *words)

    def _add_values(self):
        if self.indicator.kind == Kind.PERCENTAGE:
            self.fields["numerator"] = ValueField(label=_("How many"), min_value=0)
            self.fields["denominator"] = ValueField(label=_("Out of how many"), min_value=0)
            self.fields["value"] = ValueField(
                label=_("Percentage"), help_text=_("Computed from the two numbers. Type it only if they are not known.")
            )
            return ["numerator", "denominator", "value"]
        if self.indicator.kind == Kind.QUALITATIVE:
            choices = [("", _("Choose")), *Report.Rating.choices]
            self.fields["rating"] = forms.ChoiceField(label=_("How it stands"), choices=choices, required=False)
            return ["rating"]
        if self.indicator.kind in {Kind.SCALE, Kind.YES_NO}:
            self.fields["value"] = _choice(_("Value in this period"), self._steps())
        else:
            self.fields["value"] = ValueField(label=_("Value in this period"))
        return ["value"]

    def _steps(self):
        if self.indicator.kind == Kind.YES_NO:
            return [("1", _("Yes")), ("0", _("No"))]
        return [(str(step.number), str(step)) for step in self.indicator.scale.steps.all()]

    def _add_parts(self, axis):
        """The fields of one axis; each knows its part. A part out of use is shown where it has a value."""
        given = {split.part_id for split in self.result.actual.splits.all()} if self.result.actual else set()
        names = []
        for part in axis.values.all():
            if not (part.is_active or part.pk in given):
                continue
            kinds = [("p", part.name)]
            if self.indicator.kind == Kind.PERCENTAGE:
                words = {"part": part.name}
                kinds = [("n", _("%(part)s: how many") % words), ("d", _("%(part)s: out of how many") % words)]
            for mark, label in kinds:
                name = f"{mark}{part.pk}"
                self.fields[name] = ValueField(label=label, min_value=0)
                self.fields[name].part = part
                names.append(name)
        return names

    def _add_words(self):
        label = _("What was reached, in words") if self.indicator.kind == Kind.QUALITATIVE else _("Comment")
        self.fields["comment"] = forms.CharField(
            label=label, required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
        )
        if self.indicator.kind == Kind.QUALITATIVE:
            self.fields["comment"].help_text = _("These words become public when the report is accepted.")
        else:
            self.fields["comment"].needed_when = _("needed if the value is far from what was due")
        self.fields["unavailable_reason"] = forms.CharField(
            label=_("If there is no value: why"), required=False, max_length=500
        )
        self.fields["data_on"] = DayField(label=_("Day of the data"), required=False)
        self.fields["collected_by"] = forms.CharField(label=_("Who collected them"), required=False, max_length=200)

    @property
    def problems(self):
        """Sentences for what the stored figures lack before they can be submitted."""
        return list(lacking_in(self.result))

    @property
    def value_fields(self):
        """The fields of the value itself."""
        return [self[name] for name in self.value_names]

    @property
    def splits(self):
        """(axis, its fields) for each axis."""
        return [(axis, [self[name] for name in names]) for axis, names in self.split_groups]

    @property
    def source_fields(self):
        """Where the data come from, or why there are none."""
        return [self[name] for name in ("data_on", "collected_by", "unavailable_reason")]

    def clean_data_on(self):
        """Data are not of tomorrow."""
        day = self.cleaned_data["data_on"]
        if day and day > timezone.localdate():
            self.add_error("data_on", _("This day is still to come. Give the day of which the data speak."))
        return day

    def clean(self):
        """One of the two: numbers that give a percentage, or the percentage alone."""
        super().clean()
        for axis_names in (["numerator", "denominator"], *self._pairs()):
            missing = [name for name in axis_names if name in self.fields and self.cleaned_data.get(name) is None]
            if len(missing) == 1 and missing[0] not in self.errors:
                self.add_error(missing[0], _("Give both numbers: how many, and out of how many."))
        return self.cleaned_data

    def _pairs(self):
        return [[f"n{name[1:]}", name] for name in self.fields if name[0] == "d" and name[1:].isdigit()]

    def facts(self):
        """Arguments of ``services.write_actual``."""
        given = {name: self.cleaned_data[name] for name in ("comment", "unavailable_reason", "data_on", "collected_by")}
        for name in ("value", "numerator", "denominator"):
            given[name] = self.cleaned_data.get(name)
        if given["value"] == "":
            given["value"] = None
        if "rating" in self.fields:
            given["rating"] = self.cleaned_data["rating"]
        return given | {"splits": self._parts()}

    def _parts(self):
        found = {}
        for _axis, names in self.split_groups:
            for name in names:
                part = self.fields[name].part
                if name[0] == "p":
                    found[part] = self.cleaned_data[name]
                elif name[0] == "n":
                    found[part] = (self.cleaned_data[name], self.cleaned_data[f"d{part.pk}"])
        return found


def _choice(label, steps):
    return forms.TypedChoiceField(
        label=label, choices=[("", _("Choose")), *steps], coerce=Decimal, empty_value=None, required=False
    )


def _initial(result):
    """What is stored, by the names of the fields."""
    actual = result.actual
    if actual is None:
        return {}
    names = ("value", "numerator", "denominator", "rating", "comment", "unavailable_reason", "data_on", "collected_by")
    found = {name: getattr(actual, name) for name in names}
    if result.indicator.kind in {Kind.SCALE, Kind.YES_NO} and actual.value is not None:
        found["value"] = str(int(actual.value))
    for split in actual.splits.all():
        if split.numerator is None:
            found[f"p{split.part_id}"] = split.value
        else:
            found |= {f"n{split.part_id}": split.numerator, f"d{split.part_id}": split.denominator}
    return found
