from django import forms
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import AmountField, ServiceModelForm

from .models import CODE_PATTERN, Project, Publication, Redaction
from .selectors.publications import correctable


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
    """The terms on which a project becomes public: what is withheld and why, what is corrected and what readers learn of it.

    ``as_terms`` gives the same to a preview. Fields of facts show what holds now; only those changed are corrected.
    """

    partners = forms.MultipleChoiceField(
        label=_("Partners not to be named"), required=False, widget=forms.CheckboxSelectMultiple
    )
    names = forms.CharField(
        label=_("Other names and spellings not to be used"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "One on a line, such as the short form of a partner’s name. They are taken out of every public text."
        ),
    )
    places = forms.CharField(
        label=_("Places not to be named"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "One on a line. The name of a benefiting Member State takes the State out altogether; its region stays."
        ),
    )
    reason = forms.CharField(
        label=_("Why they are not to be named"), required=False, max_length=500, help_text=_("Stays inside the Fund.")
    )

    class Meta:
        model = Publication
        fields = ["shows_money", "correction_en", "correction_fr", "correction_es", "note"]
        widgets = {
            name: forms.Textarea(attrs={"rows": 2})
            for name in ("correction_en", "correction_fr", "correction_es", "note")
        }

    def __init__(self, *args, project, **kwargs):
        super().__init__(*args, **kwargs)
        self.project, self.facts = project, sorted(correctable(project), key=list(FACTS).index)
        terms = project.publications.in_force().first()
        withheld = list(terms.redactions.all()) if terms else []
        names = list(project.application.partners.values_list("name", flat=True)) if project.application_id else []
        if names:
            self.fields["partners"].choices = [(name, name) for name in names]
        else:
            del self.fields["partners"]
        of_kind = {kind: [one.words for one in withheld if one.kind == kind] for kind in Redaction.Kind}
        self.initial |= {
            "partners": [words for words in of_kind["PARTNER"] if words in names],
            "names": "\n".join(words for words in of_kind["PARTNER"] if words not in names),
            "places": "\n".join(of_kind["PLACE"]),
            "reason": next((one.reason for one in withheld), ""),
            "shows_money": bool(terms and terms.shows_money),
        }
        self._show_facts()
        if not project.published_at:
            for code in ("en", "fr", "es"):
                del self.fields[f"correction_{code}"]

    def _show_facts(self):
        order = [name for name in self.fields if name not in {"partners", "names", "places", "reason"}]
        for name in self.facts:
            self.fields[name] = FACTS[name]()
            self.initial[name] = getattr(self.project, name)
        self.order_fields(["partners", "names", "places", "reason", *self.facts, *order])

    def clean(self):
        """Gather the texts to withhold, which need a reason, and the facts that differ from those that hold."""
        data = super().clean()
        reason, kinds = data.pop("reason", ""), Redaction.Kind
        lines = [(kinds.PARTNER, words) for words in data.pop("partners", [])]
        lines += [(kinds.PARTNER, words) for words in data.pop("names", "").splitlines()]
        lines += [(kinds.PLACE, words) for words in data.pop("places", "").splitlines()]
        found = {words.strip()[:200]: kind for kind, words in lines if words.strip()}
        if found and not reason and "reason" not in self.errors:
            self.add_error("reason", _("Say why these names are withheld."))
        data["redactions"] = [(kind, words, reason) for words, kind in found.items()]
        facts = {name: data.pop(name, None) for name in self.facts}
        changed = {name: value for name, value in facts.items() if (value or "") != (getattr(self.project, name) or "")}
        data["facts"] = {name: "" if value is None else str(value) for name, value in changed.items()}
        return data

    def as_terms(self):
        """(unsaved Publication, words to withhold) of what is filled in; call it on a valid form."""
        data = dict(self.cleaned_data)
        words = [words for _kind, words, _reason in data.pop("redactions")]
        return Publication(project=self.project, **data), words


def _summary(language):
    return lambda: forms.CharField(
        label=_("Summary (%(language)s)") % {"language": get_language_info(language)["name_translated"]},
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4, "lang": language}),
    )


FACTS = {
    "title": lambda: forms.CharField(label=_("Title"), max_length=500),
    "summary_en": _summary("en"),
    "summary_fr": _summary("fr"),
    "summary_es": _summary("es"),
    "amount": lambda: AmountField(label=_("Amount (USD)"), required=False),
    "start_year": lambda: forms.IntegerField(label=_("Start year"), required=False, min_value=2001, max_value=2100),
    "end_year": lambda: forms.IntegerField(label=_("End year"), required=False, min_value=2001, max_value=2100),
}
