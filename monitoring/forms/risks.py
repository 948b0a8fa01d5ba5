"""How one risk stands; a new risk."""

from django import forms
from django.utils.translation import gettext as _

from core.forms import ServiceForm

from ..models import RiskUpdate
from .rows import RowForm

FROM_1_TO_5 = [(number, str(number)) for number in range(1, 6)]


def _from_1_to_5(label, *, required=False):
    choices = [("", _("Choose")), *FROM_1_TO_5]
    return forms.TypedChoiceField(label=label, choices=choices, coerce=int, empty_value=None, required=required)


def _response():
    return forms.CharField(
        label=_("Response"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class RiskForm(RowForm):
    """Likelihood, impact, status and response of a known risk; offered as they were rated last."""

    def __init__(self, data=None, *, result, **kwargs):
        self.result = result
        known = result.update or result.last
        names = ("likelihood", "impact", "response", "status")
        initial = {name: getattr(known, name, RiskUpdate.Status.OPEN) for name in names}
        super().__init__(
            data,
            row=result.update,
            title=result.description,
            prefix=f"r{result.lineage.hex}",
            initial=initial,
            **kwargs,
        )
        self.fields["likelihood"] = _from_1_to_5(_("Likelihood (1–5)"), required=True)
        self.fields["impact"] = _from_1_to_5(_("Impact (1–5)"), required=True)
        self.fields["status"] = forms.ChoiceField(label=_("Status"), choices=RiskUpdate.Status.choices)
        self.fields["response"] = _response()
        self.finish()


class NewRiskForm(ServiceForm):
    """A risk that appeared since the plan was made."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["description"] = forms.CharField(label=_("What could happen?"), max_length=300)
        self.fields["likelihood"] = _from_1_to_5(_("Likelihood (1–5)"), required=True)
        self.fields["impact"] = _from_1_to_5(_("Impact (1–5)"), required=True)
        self.fields["response"] = _response()
