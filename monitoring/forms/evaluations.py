"""Forms of an evaluation: its plan, its ratings, findings, recommendations, answers, follow-ups, documents."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.forms import AmountField, ServiceForm, ServiceModelForm, UploadField

from ..models import Criterion, Evaluation, Finding, ProjectDocument, Recommendation
from ..selectors.evaluations import PUBLIC_KINDS


def day(**kwargs):
    """A date, as browsers pick one."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


def lines(number):
    """A box for a text of some lines."""
    return forms.Textarea(attrs={"rows": number})


class RevisedForm(ServiceModelForm):
    """A form of a row that guards against lost updates: it carries the revision at which the row was opened."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance is not None:
            self.fields["revision"].initial = self.instance.revision


class PlanForm(RevisedForm):
    """Who evaluates, when, at what cost, and whether everybody may read it."""

    planned_on = day(label=_("Planned for"))
    cost = AmountField(label=_("Cost (USD)"), required=False, help_text=_("From the evaluation line of the budget."))

    class Meta:
        model = Evaluation
        fields = [
            "kind", "evaluator_name", "evaluator_organisation", "planned_on", "timing_reason", "cost", "is_public",
        ]  # fmt: skip
        widgets = {"timing_reason": lines(2)}
        help_texts = {
            "timing_reason": _("Only where the day lies outside the preferred time (R12)."),
            "is_public": _(
                "Once accepted, everybody can read its summary, its ratings and the documents marked as public."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["revision"]


class RatingsForm(ServiceForm):
    """The summary, and a rating with its reason for each criterion (R13)."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    summary = forms.CharField(label=_("Summary"), widget=lines(8), max_length=6000, required=False)

    def __init__(self, *args, evaluation, **kwargs):
        given = {row.criterion: row for row in evaluation.ratings.all()} if evaluation.pk else {}
        initial = {"revision": evaluation.revision, "summary": evaluation.summary}
        for criterion, row in given.items():
            initial |= {f"step_{criterion}": row.step_id, f"text_{criterion}": row.text}
        super().__init__(*args, initial=initial, **kwargs)
        steps = evaluation.scale.steps.all()
        for criterion in Criterion:
            self.fields[f"step_{criterion.value}"] = forms.ModelChoiceField(
                label=criterion.label, queryset=steps, required=False, empty_label=_("not rated yet")
            )
            label = _("Why: %(criterion)s") % {"criterion": criterion.label}
            self.fields[f"text_{criterion.value}"] = forms.CharField(
                label=label, widget=lines(3), max_length=3000, required=False
            )

    @property
    def ratings(self):
        """Criterion → (step or None, text), as the service wants it."""
        data = self.cleaned_data
        return {one.value: (data[f"step_{one.value}"], data[f"text_{one.value}"]) for one in Criterion}


class FindingForm(RevisedForm):
    """A finding or a good practice."""

    class Meta:
        model = Finding
        fields = ["kind", "criterion", "text"]
        widgets = {"text": lines(5)}


class RecommendationForm(RevisedForm):
    """What is recommended, to whom, how urgently."""

    class Meta:
        model = Recommendation
        fields = ["text", "addressed_to", "priority"]
        widgets = {"text": lines(4)}


class AnswerForm(RevisedForm):
    """The management's answer to a recommendation."""

    response = forms.ChoiceField(label=_("Response"), choices=Recommendation.Response, widget=forms.RadioSelect)
    due_on = day(label=_("Done by"), required=False)

    class Meta:
        model = Recommendation
        fields = ["response", "response_text", "action", "owner", "due_on"]
        widgets = {"response_text": lines(3), "action": lines(3)}
        help_texts = {
            "response_text": _("Needed where it is not accepted in full."),
            "action": _("Needed where it is accepted, in full or partly."),
        }


class FollowUpForm(ServiceForm):
    """What became of a recommendation."""

    text = forms.CharField(label=_("What was done"), widget=lines(3), max_length=2000)
    is_done = forms.BooleanField(label=_("It is done: nothing more is due"), required=False)


class EvaluationDocumentForm(ServiceForm):
    """A file of the evaluation."""

    KINDS = (ProjectDocument.Kind.TERMS_OF_REFERENCE, *PUBLIC_KINDS)

    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, kind.label) for kind in KINDS])
    title = forms.CharField(label=_("Title"), max_length=150)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    is_public = forms.BooleanField(
        label=_("Everybody may open it, once the evaluation is accepted and public"),
        help_text=_("Reports and briefs only. Terms of reference stay inside."),
        required=False,
    )
    file = UploadField(label=_("File"))
