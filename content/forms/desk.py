"""Forms of those who answer enquiries and follow pledges, and of those who keep the mailboxes."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.forms import ServiceForm

from ..models import Enquiry, Mailbox, Pledge, Topic
from ..selectors.enquiries import answerers
from ..selectors.places import regions

CLASSES = {"checkbox": "form-check-input", "select": "form-select"}


class DeskFilterForm(forms.Form):
    """Filters of a list, kept in its address; what is not understood narrows nothing."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    mine = forms.BooleanField(label=_("Only mine"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = CLASSES.get(field.widget.input_type, "form-control")

    @property
    def chosen(self):
        """What is filled in and understood, as arguments of the selector."""
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        return {"words" if name == "q" else name: value for name, value in found.items()}


class EnquiryFilterForm(DeskFilterForm):
    """Which enquiries are listed."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Those that wait")), *Enquiry.State.choices]
    )
    topic = forms.ChoiceField(
        label=_("Topic"), required=False, choices=[("", pgettext_lazy("filter", "All")), *Topic.choices]
    )
    region = forms.ChoiceField(label=_("Region"), required=False)
    field_order = ["q", "state", "topic", "region", "mine"]

    def __init__(self, *args, region_choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", _("All regions")), *region_choices]


class PledgeFilterForm(DeskFilterForm):
    """Which pledges are listed."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All but declined and spam")), *Pledge.State.choices]
    )
    kind = forms.ChoiceField(
        label=_("Who gives"), required=False, choices=[("", pgettext_lazy("filter", "All")), *Pledge.Kind.choices]
    )
    field_order = ["q", "state", "kind", "mine"]


class AnswerForm(ServiceForm):
    """The Fund's answer to an enquiry that was opened at ``revision``."""

    text = forms.CharField(
        label=_("Answer"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Goes to the sender by e-mail and stands in the thread. Write in their language."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class NoteForm(ServiceForm):
    """A note that only staff see."""

    text = forms.CharField(label=_("Internal note"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))


class AssignForm(ServiceForm):
    """Who answers an enquiry."""

    assigned_to = forms.ModelChoiceField(
        label=_("Assigned to"), queryset=None, required=False, empty_label=_("Nobody yet")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, enquiry, **kwargs):
        super().__init__(*args, initial={"assigned_to": enquiry.assigned_to_id, "revision": enquiry.revision}, **kwargs)
        self.fields["assigned_to"].queryset = answerers()


class PlanForm(ServiceForm):
    """Who follows a pledge, and what comes next."""

    owner = forms.ModelChoiceField(
        label=_("Who follows it"), queryset=None, required=False, empty_label=_("Nobody yet")
    )
    next_step = forms.CharField(label=_("Next step"), max_length=200, required=False)
    next_step_on = forms.DateField(
        label=_("Next step on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, pledge, **kwargs):
        names = ("next_step", "next_step_on", "revision")
        initial = {name: getattr(pledge, name) for name in names} | {"owner": pledge.owner_id}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["owner"].queryset = answerers()

    def clean(self):
        """A step has a day, so that the to-do list can name it; a day has a step."""
        data = super().clean()
        if data.get("next_step") and not data.get("next_step_on") and "next_step_on" not in self.errors:
            self.add_error("next_step_on", _("Say when, so that the to-do list can remind of it."))
        if data.get("next_step_on") and not data.get("next_step"):
            self.add_error("next_step", _("Say what is to be done on that day."))
        return data


class MailboxForm(forms.ModelForm):
    """A mailbox, for administrators; regions are those that the portal keeps."""

    region_code = forms.ChoiceField(label=_("Region"), required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=Mailbox._meta.get_field("languages").help_text,
    )

    class Meta:
        model = Mailbox
        fields = ["topic", "region_code", "languages", "address", "is_used"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region_code"].choices = [("", _("Every region")), *regions()]
