from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import NumberField, ServiceForm

NARRATIVE = ("progress", "challenges", "next_steps")


class ReportForm(ServiceForm):
    """A whole report: narrative, a value for each indicator, what was spent on each budget line."""

    progress = forms.CharField(
        label=_("Progress in this period"),
        help_text=_("What was done and what changed, outcome by outcome (rule R05: all sections for the period)."),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
        max_length=20_000,
    )
    challenges = forms.CharField(
        label=_("Challenges and what was done about them"),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        max_length=20_000,
    )
    next_steps = forms.CharField(
        label=_("Plan for the next period"), widget=forms.Textarea(attrs={"rows": 5}), required=False, max_length=20_000
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, report, tree, **kwargs):
        super().__init__(*args, **kwargs)
        self.indicators, self.lines = tree.indicators, tree.lines
        actuals = {actual.lineage: actual for actual in report.actuals.all()}
        expenditures = {row.lineage: row for row in report.expenditures.all()}
        self.initial |= {name: getattr(report, name) for name in (*NARRATIVE, "revision")}
        for indicator in self.indicators:
            self._add_indicator(indicator, actuals.get(indicator.lineage))
        for line in self.lines:
            self._add_line(line, expenditures.get(line.lineage))

    def _add_indicator(self, indicator, actual):
        value, comment = f"value_{indicator.pk}", f"comment_{indicator.pk}"
        self.fields[value] = NumberField(label=_("Value"), max_digits=18, decimal_places=4, required=False)
        self.fields[comment] = forms.CharField(label=_("Comment"), required=False, max_length=2000)
        if actual:
            self.initial |= {value: actual.value, comment: actual.comment}

    def _add_line(self, line, row):
        spent, note = f"spent_{line.pk}", f"note_{line.pk}"
        self.fields[spent] = NumberField(label=_("Spent (USD)"), max_digits=15, decimal_places=2, required=False)
        self.fields[note] = forms.CharField(label=_("Comment"), required=False, max_length=500)
        if row:
            self.initial |= {spent: row.amount, note: row.comment}

    @property
    def indicator_rows(self):
        """(indicator, value field, comment field) in reading order."""
        return [(row, self[f"value_{row.pk}"], self[f"comment_{row.pk}"]) for row in self.indicators]

    @property
    def line_rows(self):
        """(budget line, amount field, comment field) in reading order."""
        return [(row, self[f"spent_{row.pk}"], self[f"note_{row.pk}"]) for row in self.lines]

    @property
    def content(self):
        """The arguments of ``services.write_report``."""
        data = self.cleaned_data
        return {
            "revision": data["revision"],
            "narrative": {name: data[name] for name in NARRATIVE},
            "actuals": {row: (data[f"value_{row.pk}"], data[f"comment_{row.pk}"]) for row in self.indicators},
            "expenditures": {row: (data[f"spent_{row.pk}"], data[f"note_{row.pk}"]) for row in self.lines},
        }
