"""How one risk stands; a new risk."""

from django import forms
from django.utils.translation import gettext as _

from ..models import RiskUpdate
from .rows import RowForm

FROM_1_TO_5 = [(str(number), str(number)) for number in range(1, 6)]


class RiskForm(RowForm):
    """Likelihood, impact, status and response; offered as they were rated last. Without ``result``: a new risk."""

    def __init__(self, data=None, *, result=None, **kwargs):
        self.result = result
        update = result and result.update
        known = update or (result and result.last)
        names = ("likelihood", "impact", "response", "status")
        initial = {name: getattr(known, name, "OPEN") for name in names} if known else {"status": "OPEN"}
        is_own = result is None or result.risk is None
        if is_own:
            initial["description"] = result.description if result else ""
        title = result.description if result else _("A new risk")
        prefix = f"r{result.lineage.hex}" if result else "new"
        super().__init__(data, row=update, title=title, prefix=prefix, initial=initial, **kwargs)
        if is_own:
            self.fields["description"] = forms.CharField(label=_("Risk"), max_length=300, required=False)
        self.fields["likelihood"] = _from_1_to_5(_("Likelihood (1–5)"))
        self.fields["impact"] = _from_1_to_5(_("Impact (1–5)"))
        self.fields["status"] = forms.ChoiceField(label=_("Status"), choices=RiskUpdate.Status.choices)
        self.fields["response"] = forms.CharField(
            label=_("Response"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
        )
        self.initial["stamp"] = self.stamp_of()

    def clean(self):
        """A row that says anything says which risk it is and rates it."""
        super().clean()
        if self.result is None and not self.says_something():
            return self.cleaned_data
        for name, sentence in [
            ("likelihood", _("Choose how likely it is.")),
            ("impact", _("Choose how much harm it would do.")),
            ("description", _("Say what could happen.")),
        ]:
            if name in self.fields and not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        return self.cleaned_data

    def says_something(self):
        """A new risk is one once it is described or rated; its status alone says nothing."""
        if self.result is not None:
            return super().says_something()
        return any(self.cleaned_data.get(name) for name in ("description", "likelihood", "impact", "response"))

    def is_touched(self):
        """An empty new risk is none."""
        return super().is_touched() and (self.result is not None or self.says_something())


def _from_1_to_5(label):
    choices = [("", _("Choose")), *FROM_1_TO_5]
    return forms.TypedChoiceField(label=label, choices=choices, coerce=int, empty_value=None, required=False)
