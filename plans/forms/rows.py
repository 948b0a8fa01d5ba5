"""What all rows' forms share, and the plainest of them: results, activities, risks, cross-cutting concerns."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm, ServiceModelForm

from ..models import Activity, CrossCutting, ResultNode, Risk


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

    @classmethod
    def over(cls, posted, **kwargs):
        """The form of what ``posted`` says over what stands: a grid sends some of the fields, and they must fit the others."""
        standing, data = cls(**kwargs), QueryDict(mutable=True)
        for name in standing.fields:
            value = standing[name].value()
            if value not in (None, "", False):
                data.setlist(name, value if isinstance(value, list | tuple) else [value])
        for name in posted:
            data.setlist(name, posted.getlist(name))
        return cls(data, **kwargs)


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


class ActivityForm(PlanRowForm):
    """An activity with its months."""

    class Meta:
        model = Activity
        fields = ["title", "responsible_party", "start_month", "end_month", "milestone", "milestone_month"]
        help_texts = {"start_month": _("Month 1 is the first month of the project.")}

    def clean(self):
        """The months must be in order."""
        data = super().clean()
        first, last, milestone = (data.get(name) for name in ("start_month", "end_month", "milestone_month"))
        if not (first and last):
            return data
        if last < first:
            self.add_error("end_month", _("The activity ends before it starts."))
        elif milestone and not first <= milestone <= last:
            self.add_error("milestone_month", _("The milestone lies in the months of the activity."))
        return data


class RiskForm(PlanRowForm):
    """A risk with its rating and response."""

    class Meta:
        model = Risk
        fields = ["description", "cause", "likelihood", "impact", "response", "owner"]
        help_texts = {
            "description": _("What could happen, for example “Trained officials move to other posts”."),
            "likelihood": _("1: hardly ever, 5: almost surely."),
            "impact": _("1: hardly felt, 5: the project fails."),
            "response": _("What you do so that it does not happen, or when it does."),
        }


class MarkerForm(ServiceForm):
    """How far the project takes up one cross-cutting concern."""

    marker = forms.TypedChoiceField(label=_("Marker"), coerce=int, choices=CrossCutting.Marker)
    explanation = forms.CharField(
        label=_("How"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
