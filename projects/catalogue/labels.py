"""What facets and their values are called, in three languages."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from html import escape

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from core.languages import LANGUAGES
from core.numbers import write_money
from core.reading import fold
from funding.models import Country, Coverage, FundingLine, Goal, Region, Theme

from ..models import PUBLIC_STATES
from .facets import BANDS, FACETS, NONE, goals_within

FACET_LABELS = {
    "region": gettext_lazy("Region"),
    "country": gettext_lazy("Country"),
    "theme": gettext_lazy("Theme"),
    "coverage": gettext_lazy("Coverage"),
    "status": gettext_lazy("Status"),
    "year": gettext_lazy("Funding year"),
    "amount": gettext_lazy("Amount"),
    "line": gettext_lazy("Funding line"),
    "sdg": gettext_lazy("Sustainable Development Goals"),
    "gcm": gettext_lazy("Global Compact for Migration"),
    "results": gettext_lazy("Results"),
    "evaluation": gettext_lazy("Evaluation"),
}
FIRST_YEAR = 2001  # of the Fund
KEPT_IN_ORDER = {"region", "line"}  # the order that staff gave them; others by their names


@dataclass(frozen=True)
class Labels:
    """Labels in one language. ``values``: facet → {code: label}, in the order in which a page lists them."""

    values: dict

    @cached_property
    def escaped(self):
        """The same with labels as HTML."""
        return {facet: {code: escape(label) for code, label in labels.items()} for facet, labels in self.values.items()}

    def of(self, facet, code):
        """The label of a value; its code if nobody named it."""
        return self.values[facet].get(code, code)


class Names:
    """The names of the reference data, read once in all languages."""

    def __init__(self):
        self.rows = {
            "region": _read(Region.objects.all()),
            "country": _read(Country.objects.order_by()),
            "theme": _read(Theme.objects.all()),
            "line": _read(FundingLine.objects.all()),
            "goal": _read(Goal.objects.all()),
        }
        self.aliases = [
            name
            for model in (Country, Theme)
            for names in model.objects.values_list("aliases", flat=True)
            for name in names
        ]

    def spoken(self):
        """Every name in every language."""
        return {name for rows in self.rows.values() for names in rows.values() for name in names if name} | {
            *self.aliases
        }

    def labels(self, language, codes):
        """``Labels`` in a language for the values (facet → codes) that records have, and all reference data."""
        with override(language):
            found = {facet: self._labels(facet, language, set(codes[facet])) for facet in FACETS}
            for facet in FACETS:
                if NONE in codes[facet]:
                    found[facet][NONE] = _("Not stated")
        return Labels(found)

    def _labels(self, facet, language, codes):
        if facet in self.rows:
            named = {code: _in(names, language) for code, names in self.rows[facet].items()}
            return named if facet in KEPT_IN_ORDER else dict(sorted(named.items(), key=lambda pair: fold(pair[1])))
        if facet in {"sdg", "gcm"}:
            known = {*goals_within(self.rows["goal"], f"{facet.upper()}-")} | codes
            return {code: self._goal(facet, code, language) for code in sorted(known - {NONE}, key=_by_number)}
        if facet == "year":
            known = {str(year) for year in range(FIRST_YEAR, timezone.localdate().year + 2)} | codes
            return {code: code for code in sorted(known - {NONE}, reverse=True)}
        return FIXED[facet]()

    def _goal(self, facet, number, language):
        name = _in(self.rows["goal"].get(f"{facet.upper()}-{number}", ()), language)
        return f"{number} – {name}" if name else number


def _read(queryset):
    return {str(code): names for code, *names in queryset.values_list("pk", *(f"name_{code}" for code in LANGUAGES))}


def _in(names, language):
    by_language = dict(zip(LANGUAGES, names, strict=False))
    return by_language.get(language) or next((name for name in names if name), "")


def _by_number(code):
    return [int(part) if part.isdigit() else 99 for part in code.split(".")]


def _bands():
    def words(least, limit):
        facts = {"least": write_money(Decimal(least // 100)), "limit": write_money(Decimal((limit or 0) // 100))}
        if not least:
            return _("Under %(limit)s") % facts
        if limit is None:
            return _("Over %(least)s") % facts
        return (_("%(least)s to %(limit)s") if limit % 100 else _("%(least)s to under %(limit)s")) % facts

    return {code: words(least, limit) for code, least, limit in BANDS}


FIXED = {
    "coverage": lambda: {code: str(label) for code, label in Coverage.choices},
    "status": lambda: {code: str(label) for code, label in PUBLIC_STATES},
    "amount": _bands,
    "results": lambda: {"yes": _("With results"), "no": _("Without results")},
    "evaluation": lambda: {"yes": _("With an evaluation"), "no": _("Without an evaluation")},
}
