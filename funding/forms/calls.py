"""Forms of calls: the draft, its correction, a later deadline, and the address of a follower."""

from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.utils.dateparse import parse_datetime
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.forms import ReasonForm, ServiceForm, ServiceModelForm

from .. import deadlines
from ..models import Call, FundingLine, Region

LANGUAGES = ("en", "fr", "es")
LABELS = {
    "title_en": _("Title in English"),
    "title_fr": _("Title in French"),
    "title_es": _("Title in Spanish"),
    "text_en": _("Announcement in English"),
    "text_fr": _("Announcement in French"),
    "text_es": _("Announcement in Spanish"),
}
OFTEN_USED = [  # the seats of the Fund and of IOM's Regional Offices
    *(
        "Europe/Zurich",
        "UTC",
        "Europe/Vienna",
        "Europe/Brussels",
        "Africa/Cairo",
        "Africa/Dakar",
        "Africa/Johannesburg",
    ),
    *("Africa/Nairobi", "America/Argentina/Buenos_Aires", "America/Costa_Rica", "America/Panama", "Asia/Bangkok"),
]
CONTINENTS = {
    "Africa": _("Africa"),
    "America": _("Americas"),
    "Antarctica": _("Antarctica"),
    "Arctic": _("Arctic"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic Ocean"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific Ocean"),
}


def zone_choices():
    """IANA names in groups: those often used, then by continent; old spellings such as "US/Eastern" are left out."""
    groups = [(_("Often used"), [(name, name) for name in OFTEN_USED])]
    names = sorted(available_timezones())
    for prefix, label in CONTINENTS.items():
        found = [name for name in names if name.startswith(f"{prefix}/") and name not in OFTEN_USED]
        groups.append((label, [(name, name.replace("_", " ")) for name in found]))
    return groups


class LocalHourField(forms.Field):
    """A date and hour on the clocks of some place; becomes a datetime without zone."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "step": "60"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value):
        """The datetime, or None; ValidationError for what is no date with an hour."""
        if value in self.empty_values or isinstance(value, datetime):
            return value or None
        try:
            parsed = parse_datetime(value.strip())
        except ValueError:
            parsed = None
        if parsed is None or parsed.tzinfo:
            raise ValidationError(_("Write a date and an hour, for example 2027-03-31 17:00."), code="invalid")
        return parsed


class HourInZone:
    """For forms with local hours: turns them into moments, and says beside the field why one cannot be."""

    def to_moment(self, name, zone):
        """The moment of the hour in field ``name`` on the clocks of ``zone``; None when there is none or it is wrong."""
        if not (hour := self.cleaned_data.get(name)):
            return None
        try:
            return deadlines.moment(hour, zone)
        except deadlines.UnusableHour as refusal:
            self.add_error(name, str(refusal))
            return None


class TextsForm(ServiceModelForm):
    """Title and announcement in three languages, and the contact."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Call
        fields = [
            *("title_en", "title_fr", "title_es", "text_en", "text_fr", "text_es"),
            *("contact_name", "contact_email"),
        ]
        widgets = {f"text_{code}": forms.Textarea(attrs={"rows": 10}) for code in LANGUAGES}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["revision"] = self.instance.revision if self.instance.pk else 0
        for name, label in LABELS.items():
            field = self.fields[name]
            field.label, field.help_text = label, ""
            field.widget.attrs["lang"] = name[-2:]
        for field in self.fields.values():
            field.needed_later = True

    def clean_revision(self):
        """The one the person opened."""
        return self.cleaned_data["revision"]


class DaysField(forms.CharField):
    """A few numbers of days with commas between them; a list of whole numbers, the greatest first."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def prepare_value(self, value):
        """7, 1; what could not be read as it was typed."""
        return ", ".join(str(day) for day in value) if isinstance(value, list) else value

    def to_python(self, value):
        """The list; ValidationError for what holds no numbers."""
        parts = [part.strip() for part in super().to_python(value).split(",") if part.strip()]
        if not all(part.isascii() and part.isdecimal() and len(part) < 4 for part in parts):
            raise ValidationError(_("Write whole numbers with commas between them, for example 7, 1."), code="invalid")
        return sorted((int(part) for part in parts), reverse=True)

    def has_changed(self, initial, data):
        """Compare numbers, not blanks."""
        return "".join((data or "").split()) != "".join(self.prepare_value(initial or []).split())


class CallForm(HourInZone, TextsForm):
    """A draft. Hours are on the clocks of the call's zone."""

    languages = forms.MultipleChoiceField(
        label=_("Languages of proposals"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=zone_choices, help_text=_("The hours below are read on the clocks of this place.")
    )
    opens = LocalHourField(label=_("Opening"), help_text=_("May lie in the past. Until then the call is announced."))
    deadline = LocalHourField(
        label=_("Deadline"), required=False, help_text=_("Needed for regional projects; once open it only moves later.")
    )

    reminder_days = DaysField(
        label=_("Reminders, in days before the deadline"),
        required=False,
        help_text=_("Whole numbers with commas between them, for example 7, 1. Empty: nobody is reminded."),
    )

    class Meta(TextsForm.Meta):
        fields = [
            *("kind", "slug", "lines", "regions", "funding_year", "grace_seconds", "reminder_days"),
            *TextsForm.Meta.fields,
        ]
        widgets = TextsForm.Meta.widgets | {
            "kind": forms.RadioSelect,
            "lines": forms.CheckboxSelectMultiple,
            "regions": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Call.Kind.choices
        self.fields["slug"].help_text = _(
            "The last part of the public address; cannot be changed once the call is open."
        )
        self.fields["slug"].required = False
        self.fields["lines"].queryset = FundingLine.objects.all()
        self.fields["regions"].queryset = Region.objects.all()
        self.fields["lines"].required = False
        for name in ("contact_name", "contact_email"):
            self.fields[name].required = False
        call = self.instance
        self.initial |= {"languages": call.languages if call.pk else LANGUAGES, "time_zone": call.time_zone}
        for name, moment in (("opens", call.opens_at), ("deadline", call.deadline_at)):
            if moment:
                self.initial[name] = moment.astimezone(ZoneInfo(call.time_zone)).replace(tzinfo=None)

    def clean(self):
        """Hours become moments; what belongs together is checked together."""
        found = super().clean()
        zone = found.get("time_zone", "UTC")
        found["opens_at"], found["deadline_at"] = self.to_moment("opens", zone), self.to_moment("deadline", zone)
        if found.get("kind") == Call.Kind.REGIONAL and not found.get("deadline") and "deadline" not in self.errors:
            self.add_error("deadline", _("A regional call has a deadline (rule C04)."))
        if found["opens_at"] and found["deadline_at"] and found["deadline_at"] <= found["opens_at"]:
            self.add_error("deadline", _("The deadline must be after the opening."))
        if not any(found.get(f"title_{code}") for code in LANGUAGES):
            self.add_error(f"title_{get_language()}", _("A draft needs a title in one language at least."))
        return found

    def clean_slug(self):
        """Made from the title where it was left empty."""
        titles = [self.data.get(f"title_{code}", "") for code in LANGUAGES]
        return self.cleaned_data["slug"] or slugify(next(filter(None, titles), ""))[:60].strip("-")

    @property
    def kept(self):
        """The fields of ``services.calls.keep_call``."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"opens", "deadline"}}


class CorrectionForm(TextsForm):
    """What may be corrected in an open call, and why."""

    reason = forms.CharField(
        label=_("Why you correct it"),
        help_text=_("Sent to everybody who follows the call, with what was corrected."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )


class DocumentForm(forms.Form):
    """A document asked for."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title_en = forms.CharField(label=LABELS["title_en"], max_length=150)
    title_fr = forms.CharField(label=LABELS["title_fr"], max_length=150)
    title_es = forms.CharField(label=LABELS["title_es"], max_length=150)
    is_required = forms.BooleanField(label=_("Required"), required=False, initial=True)

    def has_changed(self):
        """A row in which only the mark "required" differs from an empty one is an empty row."""
        return any(self[name].data for name in ("pk", "title_en", "title_fr", "title_es"))


class BaseDocuments(forms.BaseFormSet):
    """The documents asked for; a row whose titles are all emptied is left out."""

    def add_fields(self, form, index):
        """Rows that exist may be taken out."""
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Take out")

    @property
    def rows(self):
        """What ``services.calls`` keeps, in order."""
        names = ("pk", "title_en", "title_fr", "title_es", "is_required")
        kept = [form for form in self.forms if form.has_changed() and not form.cleaned_data.get("DELETE")]
        return [{name: form.cleaned_data[name] for name in names} for form in kept]


DocumentFormSet = formset_factory(
    DocumentForm, formset=BaseDocuments, extra=2, can_delete=True, max_num=20, validate_max=True
)


def documents_of(call, data=None):
    """The formset of a call's documents, with two empty rows."""
    names = ("pk", "title_en", "title_fr", "title_es", "is_required")
    rows = list(call.documents.values(*names)) if call and call.pk else []
    return DocumentFormSet(data, initial=rows, prefix="documents")


class ExtensionForm(HourInZone, ReasonForm):
    """A later deadline on the clocks of the call's zone, and its reason."""

    deadline = LocalHourField(label=_("New deadline"))
    field_order = ["deadline", "comment"]

    def __init__(self, *args, call, **kwargs):
        super().__init__(*args, **kwargs)
        self.call = call
        self.fields["deadline"].help_text = _("On the clocks of %(zone)s.") % {"zone": call.time_zone}
        self.fields["comment"].help_text = _("Everybody can read it on the page of the call.")

    def clean(self):
        """A moment after the present deadline."""
        found = super().clean()
        found["deadline_at"] = self.to_moment("deadline", self.call.time_zone)
        if found["deadline_at"] and found["deadline_at"] <= self.call.deadline_at:
            self.add_error("deadline", _("The new deadline must be after the present one."))
        return found


class FollowForm(ServiceForm):
    """The address of somebody without account."""

    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


class CallFilterForm(forms.Form):
    """The filters of the public list; their names are addresses that stay."""

    kind = forms.ChoiceField(
        label=_("Kind of project"), choices=[("", _("National and regional")), *Call.Kind.choices], required=False
    )
    line = forms.ModelChoiceField(
        label=_("Funding line"), queryset=FundingLine.objects.all(), empty_label=_("Both lines"), required=False
    )

    def chosen(self):
        """Arguments of ``selectors.calls.public_calls``; what makes no sense is left out."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}
