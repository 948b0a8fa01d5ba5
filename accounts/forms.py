"""Forms of sign-up and sign-in: allauth's, in our words, and the profile."""

from allauth.account import forms as allauth_forms
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator
from django.db import IntegrityError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.forms import ServiceForm, ServiceModelForm

from . import services
from .models import Organisation, User

ADDRESS = _("E-mail address")
NEW_PASSWORD_HINT = _("At least 15 characters. A few words that do not belong together are easy to keep in mind.")
WORDS = {  # label and hint of each field that allauth brings
    "login": (ADDRESS, ""),
    "email": (ADDRESS, ""),
    "password": (_("Password"), ""),
    "oldpassword": (_("Present password"), ""),
    "password1": (_("New password"), NEW_PASSWORD_HINT),
}


class OurWords:
    """Labels and hints of ours, and no placeholders, which vanish while one types."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in WORDS:
                field.label, field.help_text = WORDS[name]


class OrganisationFields(forms.Form):
    """Who one works for. The service finds the organisation of this name or creates it."""

    organisation_name = forms.CharField(
        label=_("Organisation"),
        max_length=200,
        help_text=_("For example the ministry, or the office of IOM."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    organisation_kind = forms.ChoiceField(
        label=_("Kind of organisation"), choices=[("", _("Choose …")), *Organisation.Kind.choices]
    )


class SignUpForm(OurWords, OrganisationFields, allauth_forms.SignupForm):
    """A new account: person, address, password, organisation. Known addresses get the same answer as new ones."""

    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ["name", "email", "organisation_name", "organisation_kind", "password1"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Password")
        self.fields["email"].help_text = _("We send a link to this address to confirm it. Use the one of your office.")

    def clean(self):
        """Also hold the password against the name."""
        super().clean()
        data = self.cleaned_data
        if "password1" in data and "password1" not in self.errors:
            try:
                validate_password(data["password1"], User(name=data.get("name", ""), email=data.get("email", "")))
            except forms.ValidationError as error:
                self.add_error("password1", error)
        return data

    def try_save(self, request):
        """As allauth, with equal effort for known addresses and none lost to a second request at the same moment."""
        if self.account_already_exists:
            User().set_password(self.cleaned_data["password1"])
            return super().try_save(request)
        try:
            return super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)

    def save(self, request):
        """Create the account through our service."""
        fields = ("email", "name", "organisation_name", "organisation_kind")
        data = {name: self.cleaned_data[name] for name in fields}
        return services.sign_up(password=self.cleaned_data["password1"], language=get_language(), **data)


class SignInForm(OurWords, allauth_forms.LoginForm):
    """Address and password."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class ChangeEmailForm(OurWords, allauth_forms.AddEmailForm):
    """A new address, which replaces the present one when it is confirmed."""

    action_add = forms.CharField(widget=forms.HiddenInput, initial="1", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")


class ChangePasswordForm(OurWords, allauth_forms.ChangePasswordForm):
    """Present and new password, once: it can be shown while typing."""

    password2 = None


class SetPasswordForm(OurWords, allauth_forms.SetPasswordForm):
    """A first password for somebody who has none."""

    password2 = None


class ResetPasswordForm(OurWords, allauth_forms.ResetPasswordForm):
    """The address to which the link goes."""


class NewPasswordForm(OurWords, allauth_forms.ResetPasswordKeyForm):
    """The new password, behind the link of the mail."""

    password2 = None


class ReauthenticateForm(OurWords, allauth_forms.ReauthenticateForm):
    """The password once more, before a change of the account."""


class ProfileForm(ServiceForm, OrganisationFields):
    """What a person says about themselves."""

    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(
        label=_("Language of messages"),
        choices=User._meta.get_field("language").choices,
        help_text=_("E-mails of the portal come in this language. The pages have their own switch at the top."),
    )
    job_title = forms.CharField(
        label=_("Job title"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        help_text=_("With the country code. It stands on the cover of proposals that you start."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
        validators=[
            RegexValidator(r"^[0-9+(][0-9 ()./+-]{4,}(?:\s*(?:ext|x|poste)\.?\s*[0-9]+)?$", _("Write it with digits."))
        ],
    )
    field_order = ["name", "job_title", "phone", "organisation_name", "organisation_kind", "language"]


class OrganisationForm(ServiceModelForm):
    """What the portal keeps of an organisation once, for all its proposals."""

    website = forms.URLField(
        label=_("Website"),
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"autocomplete": "url"}),
    )

    class Meta:
        model = Organisation
        fields = ["address", "website", "registration_number"]
        widgets = {"address": forms.Textarea(attrs={"rows": 4, "autocomplete": "street-address"})}
