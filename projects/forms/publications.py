"""The terms on which a project becomes public."""

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from core.forms import AmountField, ServiceModelForm
from core.languages import LANGUAGES

from ..models import Publication, Redaction
from ..selectors.publications import correctable


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
        if not project.plan_id:
            del self.fields["shows_money"]
        self._show_facts()
        for code in LANGUAGES:
            self.fields[f"correction_{code}"].label = _in_language(_("Correction (%(language)s)"), code)
            self.fields[f"correction_{code}"].help_text = ""
            if not project.published_at:
                del self.fields[f"correction_{code}"]

    def _show_facts(self):
        for name in self.facts:
            self.fields[name] = FACTS[name]()
            self.initial[name] = getattr(self.project, name)

    @property
    def groups(self):
        """(heading, what it is for, its bound fields) of each part of the form that has fields."""
        parts = [
            (_("What must not be named"), "", ["partners", "names", "places", "reason"]),
            (_("What is said"), "", [*self.facts, "shows_money"]),
            (
                _("What was wrong until now"),
                _(
                    "Everybody reads it on the project’s page, with the date. Leave it empty when nothing published was wrong."
                ),
                ["correction_en", "correction_fr", "correction_es"],
            ),
            (_("For the second person"), "", ["note"]),
        ]
        for heading, purpose, names in parts:
            if fields := [self[name] for name in names if name in self.fields]:
                yield heading, purpose, fields

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


def _in_language(label, code):
    return label % {"language": get_language_info(code)["name_translated"]}


def _summary(language):
    return lambda: forms.CharField(
        label=_in_language(_("Summary (%(language)s)"), language),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4, "lang": language}),
    )


FACTS = {
    "title": lambda: forms.CharField(label=_("Title"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})),
    "summary_en": _summary("en"),
    "summary_fr": _summary("fr"),
    "summary_es": _summary("es"),
    "amount": lambda: AmountField(label=_("Amount (USD)"), required=False),
    "start_year": lambda: forms.IntegerField(label=_("Start year"), required=False, min_value=2001, max_value=2100),
    "end_year": lambda: forms.IntegerField(label=_("End year"), required=False, min_value=2001, max_value=2100),
}
