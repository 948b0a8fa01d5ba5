from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm, ServiceModelForm

from ..models import Advice


class DelegateForm(ServiceForm):
    """A colleague of one's office, and what they should know."""

    to = forms.ModelChoiceField(label=_("Colleague of your office"), queryset=None)
    note = forms.CharField(
        label=_("Note for the colleague"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues
        self.fields["to"].label_from_instance = lambda person: f"{person.name} – {person.email}"


class AskAdviceForm(ServiceForm):
    """Whose advice, on what, by when."""

    of = forms.ModelChoiceField(label=_("Person at Headquarters"), queryset=None)
    question = forms.CharField(label=_("Question"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    due_on = forms.DateField(label=_("Due"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["of"].queryset = people
        self.fields["of"].label_from_instance = lambda one: f"{one.name} – {one.organisation} – {one.email}"
        self.fields["due_on"].initial = timezone.localdate() + timedelta(days=14)


class AdviceForm(ServiceModelForm):
    """The department's view, with its reasons."""

    class Meta:
        model = Advice
        fields = ["verdict", "answer"]
        widgets = {"verdict": forms.RadioSelect, "answer": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verdict"].choices = Advice.Verdict.choices
        for field in self.fields.values():
            field.required = True
