from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import ServiceForm, ServiceModelForm

from .models import CODE_PATTERN, Frequency, Project, Publication, Redaction


class ActivateForm(ServiceModelForm):
    """What a project needs before it starts."""

    code = forms.RegexField(
        label=_("Project code"), regex=CODE_PATTERN, help_text=_("Two letters, a point, four digits: PX.0009.")
    )
    starts_on = forms.DateField(
        label=_("Start"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), initial=timezone.localdate
    )
    manager = forms.ModelChoiceField(label=_("Project manager"), queryset=User.objects.none())
    focal_point_name = forms.CharField(label=_("Government focal point"), max_length=150, help_text=_("Rule L05"))
    focal_point_title = forms.CharField(label=_("Title"), max_length=150)
    focal_point_ministry = forms.CharField(label=_("Ministry or agency"), max_length=200)
    focal_point_email = forms.EmailField(label=_("E-mail address"))

    class Meta:
        model = Project
        fields = [
            "code", "prima_id", "starts_on", "manager", "focal_point_name", "focal_point_title", "focal_point_ministry",
            "focal_point_email",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["manager"].queryset = User.objects.filter(is_active=True).order_by("name")
        self.fields["prima_id"].required = False

    def clean_prima_id(self):
        """Empty means none."""
        return self.cleaned_data["prima_id"] or ""


class PublicationForm(ServiceModelForm):
    """The terms on which a project becomes public. Texts to withhold stand one on a line, with their reason below."""

    partners = forms.CharField(
        label=_("Partners not to be named"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One name on a line. It is taken out of every public text, file and feed."),
    )
    places = forms.CharField(
        label=_("Places not to be named"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One name on a line. The name of a benefiting Member State takes the State out altogether."),
    )
    reason = forms.CharField(
        label=_("Why they are not to be named"), required=False, max_length=500, help_text=_("Stays inside the Fund.")
    )

    class Meta:
        model = Publication
        fields = ["shows_money", "correction_en", "correction_fr", "correction_es", "note"]

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        terms = project.publications.in_force().first()
        withheld = list(terms.redactions.all()) if terms else []
        for name, kind in (("partners", Redaction.Kind.PARTNER), ("places", Redaction.Kind.PLACE)):
            self.initial[name] = "\n".join(one.words for one in withheld if one.kind == kind)
        self.initial["reason"] = next((one.reason for one in withheld), "")
        self.initial["shows_money"] = bool(terms and terms.shows_money)
        if not project.published_at:
            for code in ("en", "fr", "es"):
                del self.fields[f"correction_{code}"]

    def clean(self):
        """Gather the texts to withhold; they need a reason."""
        data = super().clean()
        found, reason = {}, data.pop("reason", "")
        for name, kind in (("partners", Redaction.Kind.PARTNER), ("places", Redaction.Kind.PLACE)):
            lines = [line.strip()[:200] for line in data.pop(name, "").splitlines()]
            found |= {words: (kind, words, reason) for words in lines if words}
        if found and not reason:
            self.add_error("reason", _("Say why these names are withheld."))
        data["redactions"] = list(found.values())
        return data


class FrequencyForm(ServiceForm):
    """How often a follower is written to."""

    frequency = forms.ChoiceField(label=_("How often we write"), choices=Frequency.choices, initial=Frequency.WEEKLY)


class FollowForm(FrequencyForm):
    """What somebody without account gives to be told of something."""

    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    field_order = ["email", "frequency"]
