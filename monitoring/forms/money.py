"""What is typed of a report's money: one form for each budget line, one for the accounts, and all of them as one page."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import DomainError, StateConflict
from core.forms import AmountField, NumberField, ServiceForm
from core.numbers import write_money

from .. import services
from ..models import Report


class SpentForm(ServiceForm):
    """What was spent on one line. Nothing typed into a line that was never saved is nothing to save."""

    amount = NumberField(max_digits=15, decimal_places=2, required=False)
    commitments = AmountField(required=False)
    comment = forms.CharField(max_length=500, required=False)
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data=None, *, row):
        given = row.given
        typed = {"amount": given.amount, "commitments": given.commitments, "comment": given.comment} if given else {}
        super().__init__(data, prefix=f"line-{row.line.pk}", initial={**typed, "revision": row.revision})
        self.row, self.is_conflict = row, False
        place = {"line": row.line.description}
        labels = {
            "amount": _("%(line)s, spent in this period"),
            "commitments": _("%(line)s, committed"),
            "comment": _("%(line)s, comment"),
            "revision": _("%(line)s"),
        }
        for name, field in self.fields.items():
            field.label = labels[name] % place
            attributes = {"aria-labelledby": f"column-{name} {self.prefix}-name", "autocomplete": "off"}
            attributes |= {
                "aria-describedby": f"{self.prefix}-notes",
                "hx-post": "",
            }  # saved by itself; see _money_grid.html
            field.widget.attrs.update({} if name == "revision" else attributes)
            if name in {"amount", "commitments"}:
                field.widget.attrs |= {"class": "text-end", "size": 10}

    @property
    def is_touched(self):
        """Whether the line was sent and anything differs from what is saved."""
        return self.add_prefix("revision") in self.data and bool(set(self.changed_data) - {"revision"})

    def clean(self):
        """A comment or a commitment needs an amount, and what was saved is not emptied."""
        data = super().clean()
        if data.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", _("Write an amount: 0 if nothing was spent."))
        return data

    def save(self, by):
        """Through the service; what it refuses stands beside the amount. True when saved."""
        values = self.cleaned_data | {"commitments": self.cleaned_data["commitments"] or services.money.ZERO}
        try:
            services.write_expenditure(self.row.sheet.report, self.row.line, by=by, **values)
        except DomainError as refusal:
            self.is_conflict = isinstance(refusal, StateConflict)
            if self.is_conflict and self._is_saved_so(values):
                return True
            for sentence in refusal.sentences:
                self.add_error("amount", sentence)
            return False
        return True

    def _is_saved_so(self, values):
        """Whether a save that came first says the same: the button was pressed while the line saved itself."""
        report, lineage = self.row.sheet.report, self.row.line.lineage
        return report.expenditures.filter(
            lineage=lineage,
            amount=values["amount"],
            commitments=values["commitments"],
            comment=values["comment"].strip(),
        ).exists()

    def over(self, row):
        """The same entries over what others saved meanwhile, so that saving them once more takes its place."""
        data = self.data.copy()
        if self.is_conflict and row.given:
            data[self.add_prefix("revision")] = row.revision
        form = SpentForm(data, row=row)
        form.is_valid()
        for name, errors in self.errors.items():
            form.errors[name] = errors
        if self.is_conflict and row.given:
            text = _("Saved meanwhile: %(amount)s. Save once more to replace it by what you typed.")
            form.add_error("amount", text % {"amount": write_money(row.given.amount)})
        return form


class AccountsForm(ServiceForm):
    """What the amounts say, and of which day the accounts are."""

    basis = forms.ChoiceField(label=gettext_lazy("Amounts say"), choices=Report.Basis)
    ledger_on = forms.DateField(
        label=gettext_lazy("Day of the accounts"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("The day on which the accounts were read: the end of the period, or a little later."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, report):
        self.report = report
        seen = f"{report.basis} {report.ledger_on or ''}".strip()
        super().__init__(data, initial={"basis": report.basis, "ledger_on": report.ledger_on, "seen": seen})
        for name in ("basis", "ledger_on"):
            self.fields[name].widget.attrs["hx-post"] = ""  # saved by itself
        self.fields["ledger_on"].needed_later = True

    @property
    def is_touched(self):
        """Whether it was sent and anything differs from what is saved."""
        return "basis" in self.data and bool(set(self.changed_data) - {"seen"})

    def save(self, by):
        """Through the service. True when saved."""
        basis, _space, day = self.cleaned_data.pop("seen").partition(" ")
        seen = (basis, forms.DateField(required=False).to_python(day) if day else None) if basis else None
        try:
            services.write_accounts(self.report, by=by, seen=seen, **self.cleaned_data)
        except DomainError as refusal:
            for sentence in refusal.sentences:
                self.add_error("ledger_on", sentence)
            return False
        return True


class RestForm(ServiceForm):
    """Lines left empty."""

    zero = forms.BooleanField(
        label=gettext_lazy("Nothing was spent on the lines left empty: enter 0 there"), required=False
    )


class MoneyForms:
    """All forms of the page as one, for the summary of what is wrong. Each line is saved by itself."""

    def __init__(self, sheet, data=None):
        self.accounts = AccountsForm(data, report=sheet.report)
        self.rest = RestForm(data)
        self.lines = {}
        for row in sheet.rows:
            row.sheet = sheet
            if row.is_in_plan:
                row.form = self.lines[row.line.pk] = SpentForm(data, row=row)

    @property
    def errors(self):
        """Whether anything is wrong."""
        return any(form.errors for form in self._sent)

    @property
    def non_field_errors(self):
        """Nothing: each sentence stands beside a field."""
        return []

    def __iter__(self):
        """The fields of all forms that were sent."""
        return (field for form in self._sent for field in form)

    @property
    def _shown(self):
        return [self.accounts, *self.lines.values()]

    @property
    def _sent(self):
        return [form for form in self._shown if form.is_bound and form.is_touched]

    def save(self, by):
        """Save what was touched, each form by itself; True when nothing was refused."""
        if self.rest.is_valid() and self.rest.cleaned_data["zero"]:
            self._fill_up()
        refused = []
        for form in self._shown:
            if form.is_touched and not (form.is_valid() and form.save(by)):
                refused.append(form)
        self.refused = refused
        return not refused

    def _fill_up(self):
        for form in self.lines.values():
            name = form.add_prefix("amount")
            if form.row.given is None and not form.data.get(name, "").strip():
                form.data = form.data.copy()
                form.data[name] = "0"

    def again(self, sheet):
        """The page after some forms were refused: those keep what was typed, the others show what is saved."""
        fresh = MoneyForms(sheet)
        for pk, form in self.lines.items():
            if form in self.refused and pk in fresh.lines:
                row = fresh.lines[pk].row
                row.form = fresh.lines[pk] = form.over(row)
                row.form.row = row
        if self.accounts in self.refused:
            fresh.accounts = self.accounts
        return fresh
