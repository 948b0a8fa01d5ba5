"""The public forms by which people write to the Fund, and the defences that both share."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.forms import NumberField, ServiceForm

from ..models import CURRENCIES, Pledge, Topic
from ..selectors.places import countries, regions
from ..spam import LEAST_SECONDS, StaleTicket, doubts_about, key_of, new_ticket, read_ticket

CHOOSE = ("", _("Choose …"))
LONGEST_MESSAGE = 4000


class GuardedForm(ServiceForm):
    """A form for everybody: it carries a ticket with the time, and a trap that people do not see.

    Nothing that the defences find is an error: ``doubts`` has it, and the service holds what is doubtful. Only a form that
    was open for more than a day is shown once more, with all that was typed. ``cleaned_data`` has the ``form_key`` by
    which a second click is known.
    """

    homepage = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    ticket = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ticket"].initial = new_ticket

    @property
    def asked(self):
        """The fields that people fill in, and the ticket."""
        return [field for field in self if field.name != "homepage"]

    def clean(self):
        """Read the ticket; a stale one is replaced, so that sending again works at once."""
        data = super().clean()
        try:
            number, self.seconds = read_ticket(data.pop("ticket", ""))
        except StaleTicket:
            self.data = self.data.copy()
            self.data["ticket"] = new_ticket(seconds_ago=LEAST_SECONDS)
            self.add_error(
                None, _("This page was open for long. Please send it once more; everything you typed is below.")
            )
            return data
        self.trap = data.pop("homepage", "")
        return data | {"form_key": key_of(number, data)}

    @cached_property
    def doubts(self):
        """Codes of ``Doubt`` about a valid form."""
        texts = [value for name, value in self.cleaned_data.items() if isinstance(value, str) and name != "form_key"]
        return doubts_about(seconds=self.seconds, trap=self.trap, texts=texts)


class WriterForm(GuardedForm):
    """Who writes."""

    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The answer goes there."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    country_code = forms.ChoiceField(
        label=_("Country"), required=False, widget=forms.Select(attrs={"autocomplete": "country"})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country_code"].choices = [CHOOSE, *((code, name) for code, name, _region in countries())]


class EnquiryForm(WriterForm):
    """An enquiry to the Fund."""

    organisation = forms.CharField(
        label=_("Organisation"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    topic = forms.ChoiceField(label=_("What is it about?"), choices=[CHOOSE, *Topic.choices])
    region_code = forms.ChoiceField(label=_("Region"), required=False)
    message = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
    )
    field_order = ["topic", "region_code", "message", "name", "email", "organisation", "country_code"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["region_code"].choices = [("", _("Not about one region")), *regions()]


class ThreadForm(GuardedForm):
    """What the sender of an enquiry adds to it."""

    message = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
    )


class PledgeForm(WriterForm):
    """What somebody has in mind to give."""

    kind = forms.ChoiceField(label=_("Who would give?"), choices=Pledge.Kind.choices, widget=forms.RadioSelect)
    giver = forms.CharField(
        label=_("Name of the state or organisation"),
        max_length=200,
        required=False,
        help_text=_("Leave it empty if you give as a person."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    office = forms.CharField(
        label=_("Your office or function"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    amount = NumberField(
        label=_("Amount, if you know it"), max_digits=15, decimal_places=2, min_value=1, required=False
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=[(code, code) for code in CURRENCIES], required=False)
    intention = forms.ChoiceField(
        label=_("What would it be for?"), choices=Pledge.Intention.choices, widget=forms.RadioSelect
    )
    intended_for = forms.CharField(
        label=_("Which line or project?"),
        max_length=200,
        required=False,
        help_text=_("For a project its code, such as PX.0009, or its title."),
    )
    message = forms.CharField(
        label=_("Anything else"),
        max_length=LONGEST_MESSAGE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
    )
    field_order = [
        *(
            "kind",
            "giver",
            "name",
            "office",
            "email",
            "country_code",
            "amount",
            "currency",
            "intention",
            "intended_for",
        ),
        "message",
    ]

    def clean(self):
        """A state or organisation has a name, a line or project is named; a currency without an amount says nothing."""
        data = super().clean()
        if data.get("kind") in {Pledge.Kind.MEMBER_STATE, Pledge.Kind.ORGANISATION} and not data.get("giver"):
            self.add_error("giver", _("Say the name of the state or organisation."))
        if data.get("intention") in {Pledge.Intention.LINE, Pledge.Intention.PROJECT} and not data.get("intended_for"):
            self.add_error("intended_for", _("Say which line or project, or choose the Fund as a whole."))
        if data.get("amount") is None:
            data["currency"] = ""
        elif not data.get("currency"):
            self.add_error("currency", _("Choose the currency of the amount."))
        return data
