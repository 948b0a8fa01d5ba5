"""The codes that stand in the open data, each with its names in three languages."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core.languages import LANGUAGES
from funding.models import Country, Coverage, FundingLine, Goal, Region, Theme

from ..models import State

COLUMNS = ("code", *(f"name_{code}" for code in LANGUAGES), "is_in_use")
TITLES = {
    "themes": _("Themes"),
    "regions": _("Regions"),
    "coverage": _("Coverage"),
    "statuses": _("Status"),
    "lines": _("Funding lines"),
    "countries": _("Countries"),
    "goals": _("Global goals"),
}


def _rows(model):
    """(code, three names, whether new projects still get it) of reference data."""
    return [
        (str(row.pk), *(getattr(row, f"name_{code}") for code in LANGUAGES), not getattr(row, "is_legacy", False))
        for row in model.objects.all()
    ]


def _choices(choices):
    names = {language: _labels(choices, language) for language in LANGUAGES}
    return [(code, *(names[language][code] for language in LANGUAGES), True) for code in choices.values]


def _labels(choices, language):
    with override(language):
        return {code: str(label) for code, label in choices.choices}


LISTS = {
    "themes": lambda: _rows(Theme),
    "regions": lambda: _rows(Region),
    "coverage": lambda: _choices(Coverage),
    "statuses": lambda: _choices(State),
    "lines": lambda: _rows(FundingLine),
    "countries": lambda: _rows(Country),
    "goals": lambda: _rows(Goal),
}
