"""The codes that stand in the open data, each with its names in three languages."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from funding.models import Country, Coverage, FundingLine, Goal, Region, Theme

from ..models import State

COLUMNS = ("code", "name_en", "name_fr", "name_es", "is_in_use")
LANGUAGES = ("en", "fr", "es")
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
        (str(row.pk), row.name_en, row.name_fr, row.name_es, not getattr(row, "is_legacy", False))
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
