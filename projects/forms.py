from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language_from_path, gettext, override
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import ServiceForm, ServiceModelForm

from .models import CODE_PATTERN, Project, Publication, Redaction


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


LEFT_OUT = ("page", "address", "height")  # parameters that are of no list


class EmbedForm(ServiceForm):
    """Which list or project another site wants to show, named by the address of its page here."""

    address = forms.CharField(
        label=_("Address of a list or a project"),
        max_length=2000,
        widget=forms.URLInput,
        help_text=_("Copy it from your browser: search and filter the projects first, or open one."),
    )
    height = forms.IntegerField(label=_("Height in pixels"), min_value=150, max_value=2000)

    @classmethod
    def of(cls, parameters):
        """The form for the parameters of its own page, or of a list whose reader asked to embed it."""
        if "address" in parameters:
            return cls(parameters)
        if project := parameters.get("project"):
            page, height = reverse("projects:detail", kwargs={"address": project[:80]}), 260
        else:
            query = parameters.copy()
            for name in LEFT_OUT:
                query.pop(name, None)
            page, height = reverse("projects:list") + (f"?{query.urlencode()}" if query else ""), 600
        return cls({"address": settings.SITE_URL.rstrip("/") + page, "height": height})

    def clean_address(self):
        """The address of the frame that shows the same, in the same language."""
        try:
            parts = urlsplit(self.cleaned_data["address"])
        except ValueError:  # what is no address at all
            parts = urlsplit("")
        is_ours = parts.netloc in {"", urlsplit(settings.SITE_URL).netloc}
        found = _public_page(parts.path) if is_ours else None
        if found is None:
            raise ValidationError(_("This is no address of a list or a project on this portal."))
        language, name, keywords = found
        with override(language):
            frame = reverse(name, kwargs={key: keywords[key] for key in keywords if key == "address"})
        return settings.SITE_URL.rstrip("/") + frame + _query_of(parts.query if name == "embed_projects" else "")

    @property
    def frame_url(self):
        """Where the frame shows what was asked for."""
        return self.cleaned_data["address"]

    def code(self):
        """The HTML that shows it on another site, for copying."""
        with override(get_language_from_path(urlsplit(self.frame_url).path)):
            title = gettext("Projects of the IOM Development Fund")
        pattern = '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>'
        return str(format_html(pattern, self.frame_url, title, self.cleaned_data["height"]))


def _public_page(path):
    """(language, name of the frame's address, its arguments) for the page at ``path``, or None."""
    language = get_language_from_path(path)
    frames = {"projects:list": "embed_projects", "projects:detail": "embed_project"}
    try:
        with override(language or settings.LANGUAGE_CODE):
            match = resolve(path)
    except Resolver404:
        return None
    return (language, frames[match.view_name], match.kwargs) if match.view_name in frames else None


def _query_of(text):
    query = QueryDict(text, mutable=True)
    for name in LEFT_OUT:
        query.pop(name, None)
    return f"?{query.urlencode()}" if query else ""
