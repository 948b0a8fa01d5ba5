"""People and documents of a project, and reports that the Fund asks for."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import ServiceForm, UploadField

from ..models import ProjectDocument, TeamMember
from ..services.schedule import first_days


def _day_field(label, help_text=""):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, widget=widget)


class MemberForm(ServiceForm):
    """Whom to name, by the address they sign in with, and for what."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The address with which your colleague signs in to the portal."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    part = forms.ChoiceField(
        label=_("What they do"), choices=TeamMember.Part.choices, widget=forms.RadioSelect, initial="WRITER"
    )

    def clean_email(self):
        """The person; a sentence when nobody has the address."""
        user = User.objects.filter(email=self.cleaned_data["email"].lower(), is_active=True).first()
        if user is None:
            raise forms.ValidationError(
                _(
                    "Nobody signs in with this address. Ask your colleague to make an account first, then name them here."
                )
            )
        return user


class ManagerForm(ServiceForm):
    """Who manages the project from now on."""

    manager = forms.ModelChoiceField(label=_("New project manager"), queryset=User.objects.none())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["manager"].queryset = User.objects.filter(is_active=True).order_by("name")


class DocumentForm(ServiceForm):
    """A file and what it is."""

    file = UploadField(label=_("File"), help_text=_("PDF, DOCX, XLSX, PNG or JPEG, at most 20 MB."))
    kind = forms.ChoiceField(label=_("What is it?"), choices=ProjectDocument.Kind.choices)
    title = forms.CharField(label=_("Title"), max_length=150)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class AskForReportForm(ServiceForm):
    """The period of a report that the Fund asks for, and its date."""

    starts_on = forms.TypedChoiceField(
        label=_("First day of the period"),
        help_text=_("Where no report covers the days yet."),
        error_messages={"invalid_choice": _("Choose one of the days offered: a report covers the others already.")},
    )
    ends_on = _day_field(_("Last day of the period"))
    due_on = _day_field(_("Due on"))

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        days = {day.isoformat(): day for day in first_days(project)}
        self.fields["starts_on"].choices = [(value, date_format(day, "DATE_FORMAT")) for value, day in days.items()]
        self.fields["starts_on"].coerce = days.get
        self.initial.setdefault("due_on", timezone.localdate() + timedelta(days=42))
