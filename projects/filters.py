import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from .catalogue import memory
from .catalogue.facets import FACETS
from .catalogue.index import SORTS
from .catalogue.labels import FACET_LABELS
from .catalogue.words import LONGEST_QUERY
from .models import PublicRecord

RELEVANCE = "relevance"
SORT_LABELS = {
    RELEVANCE: _("Best match first"),
    "newest": _("Newest first"),
    "oldest": _("Oldest first"),
    "amount_high": _("Largest amount first"),
    "amount_low": _("Smallest amount first"),
    "title": _("Title, A to Z"),
}


class KnownChoices(forms.MultipleChoiceField):
    """Of the values in an address those that exist, each once; what else stands there is left out."""

    def clean(self, value):
        """The known values in the order of the address."""
        known = dict(self.choices) if value else {}
        return [code for code in dict.fromkeys(value or ()) if code in known]


class KnownChoice(forms.ChoiceField):
    """A value that exists, or "" for whatever else stands in the address."""

    def clean(self, value):
        """The value if there is one."""
        return value if value and value in dict(self.choices) else ""


class Words(forms.CharField):
    """What somebody looks for, cut where it becomes too long."""

    def clean(self, value):
        """The text without its surroundings."""
        return (value or "").strip()[:LONGEST_QUERY]


class FacetFilter(django_filters.MultipleChoiceFilter):
    """One facet: any of its values may be there; across facets all must."""

    field_class = KnownChoices


class SortFilter(django_filters.ChoiceFilter):
    """In which order."""

    field_class = KnownChoice


class WordsFilter(django_filters.CharFilter):
    """Words, phrases and minus words."""

    field_class = Words


def _choices(shown, name):
    """The values of a facet, listed when somebody asks; a function, since the form copies what it is given."""
    return lambda: list(shown.labels.values[name].items())


def _facet(name):
    return FacetFilter(label=FACET_LABELS[name], choices=())


class ProjectFilter(django_filters.FilterSet):
    """The catalogue's parameters; their names and values are addresses that stay. ``selectors.catalogue`` carries them out.

    Each facet may be repeated. Its values are the codes of ``catalogue.facets``; nonsense is left out, never an error.
    """

    q = WordsFilter(label=_("Search"))
    sort = SortFilter(label=_("Order"), choices=list(SORT_LABELS.items()))
    region, country, theme = _facet("region"), _facet("country"), _facet("theme")
    coverage, status, year = _facet("coverage"), _facet("status"), _facet("year")
    amount, line, sdg, gcm = _facet("amount"), _facet("line"), _facet("sdg"), _facet("gcm")
    results, evaluation = _facet("results"), _facet("evaluation")

    class Meta:
        model = PublicRecord
        fields = []

    def __init__(self, data, *, shown=None):
        super().__init__(data)
        self.shown = shown or memory.current()
        for name in FACETS:
            self.filters[name].extra["choices"] = _choices(self.shown, name)
        self.form.is_valid()

    @property
    def text(self):
        """What was looked for."""
        return self.form.cleaned_data["q"]

    @property
    def ordering(self):
        """The order: as asked, else the best match first for a search and the newest first for a list."""
        asked = self.form.cleaned_data["sort"]
        return asked if asked in SORTS or (asked and self.text) else self.usual_ordering

    @property
    def usual_ordering(self):
        """The order of who asks for none."""
        return RELEVANCE if self.text else "newest"

    @property
    def chosen(self):
        """facet → the codes chosen, without facets of which none is."""
        return {name: codes for name in FACETS if (codes := self.form.cleaned_data[name])}

    def unknown(self):
        """(name, value) of what stands in the address and means nothing; for programs, which are told."""
        given = [(name, value) for name in FACETS for value in self.data.getlist(name) if value]
        unknown = [(name, value) for name, value in given if value not in self.form.cleaned_data[name]]
        asked = self.data.get("sort", "")
        return unknown + ([("sort", asked)] if asked != self.form.cleaned_data["sort"] else [])

    def parameters(self):
        """The address again, as pairs: what counts of it, in one order, without the page."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(name, code) for name, codes in self.chosen.items() for code in sorted(codes)]
        return pairs if self.ordering == self.usual_ordering else [*pairs, ("sort", self.ordering)]

    def chips(self):
        """label, value, name and code of everything in use, for removing one at a time."""
        labels = self.shown.labels
        found = [{"label": self.form.fields["q"].label, "value": self.text, "name": "q", "code": self.text}]
        found = found if self.text else []
        return found + [
            {"label": FACET_LABELS[name], "value": labels.of(name, code), "name": name, "code": code}
            for name, codes in self.chosen.items()
            for code in codes
        ]
