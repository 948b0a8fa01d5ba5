from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceModelForm

from ..models import Recommendation


class RecommendForm(ServiceModelForm):
    """The officer's recommendation."""

    class Meta:
        model = Recommendation
        fields = ["outcome", "conditions", "memo"]
        widgets = {
            "outcome": forms.RadioSelect,
            "conditions": forms.Textarea(attrs={"rows": 4}),
            "memo": forms.Textarea(attrs={"rows": 10}),
        }
        help_texts = {
            "conditions": _("Only for an approval with conditions."),
            "memo": _("What the approver should know: fit, risks, scores, letters, money."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = Recommendation.Outcome.choices
