from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm

DAYS_TO_REVIEW = timedelta(days=14)


def due_field(**kwargs):
    """The day until which a review is wanted; a fortnight from today unless said otherwise."""
    return forms.DateField(
        label=_("Due"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=lambda: timezone.localdate() + DAYS_TO_REVIEW,
        **kwargs,
    )


class PersonChoiceField(forms.ModelChoiceField):
    """A person, told from namesakes by the organisation and the address."""

    def label_from_instance(self, person):
        """Name, organisation, address."""
        return " – ".join(str(part) for part in (person.name, person.organisation, person.email) if part)


class AssignForm(ServiceForm):
    """A reviewer and a due date. Only those who may be asked can be chosen; who is chosen all the same is told why not."""

    reviewer = PersonChoiceField(
        label=_("Reviewer"), queryset=None, help_text=_("Those who cannot be asked stand below, each with the reason.")
    )
    due_on = due_field()

    def __init__(self, *args, application, reviewers, exclusions, **kwargs):
        super().__init__(*args, **kwargs)
        self.application, self.exclusions = application, exclusions
        field = self.fields["reviewer"]
        field.queryset, people = reviewers, list(reviewers)
        self.left_out = [(one, why) for one in people if (why := exclusions.why(application, one))]
        closed = {one.pk for one, _why in self.left_out}
        free = [(one.pk, self._label(one)) for one in people if one.pk not in closed]
        field.choices = [("", "---------"), *free]

    def _label(self, person):
        load, most = self.exclusions.loads[person.pk], self.exclusions.capacity(person)
        facts = {"person": self.fields["reviewer"].label_from_instance(person), "n": load, "most": most}
        return _("%(person)s (%(n)s of %(most)s at hand)") % facts

    def clean_reviewer(self):
        """Somebody who may be asked."""
        person = self.cleaned_data["reviewer"]
        if why := self.exclusions.why(self.application, person):
            text = _("%(name)s cannot review this proposal: %(why)s.")
            raise ValidationError(text % {"name": person, "why": why})
        return person


class DeclarationForm(ServiceForm):
    """Conflict of interest, before the text opens."""

    has_conflict = forms.TypedChoiceField(
        label=_("Do you have a conflict of interest?"),
        choices=[
            (
                "False",
                _(
                    "No. I have no tie to the applicant, the partners or the outcome, and I will keep the text confidential."
                ),
            ),
            ("True", _("Yes, or it could look like one.")),
        ],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
    )
    conflict = forms.CharField(
        label=_("What is the conflict?"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DeclineForm(ServiceForm):
    """Why a reviewer cannot."""

    reason = forms.CharField(
        label=_("Why can you not assess it?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
