from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm


class ScoreForm(ServiceForm):
    """A mark and a comment for every criterion of a rubric, and the judgement as a whole."""

    summary = forms.CharField(
        label=_("Overall judgement"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args, rubric, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = list(rubric.criteria.all())
        marks = [(step.mark, str(step)) for step in reversed(rubric.steps.all())]
        for criterion in self.criteria:
            self.fields[f"mark_{criterion.pk}"] = forms.TypedChoiceField(
                label=criterion.name, help_text=criterion.guidance, choices=marks, coerce=int, widget=forms.RadioSelect
            )
            self.fields[f"comment_{criterion.pk}"] = forms.CharField(
                label=_("Comment on “%(criterion)s”") % {"criterion": criterion.name},
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.order_fields([*(name for name in self.fields if name != "summary"), "summary"])

    @property
    def marks(self):
        """Mapping criterion → (mark, comment)."""
        data = self.cleaned_data
        return {c: (data.get(f"mark_{c.pk}"), data.get(f"comment_{c.pk}", "")) for c in self.criteria}
