"""The parameters of a list: those of the catalogue's own filter, so that an address of the one works in the other."""

from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override
from ninja import Schema
from pydantic import Field, create_model

from core.languages import LANGUAGES

from ..catalogue.words import LONGEST_QUERY
from ..filters import ProjectFilter
from ..selectors.catalogue import select

LARGEST_PAGE, PAGE = 100, 20
LAST_PAGE = 1_000_000
TEXT = gettext_noop("Words to search for, in any of the three languages.")
SORT = gettext_noop("Order of the list, as on the page of the catalogue.")
REPEATED = gettext_noop("Repeat it for several values: a project that has one of them fits.")
LANGUAGE = gettext_noop("Language of names: en, fr or es. Without it the header Accept-Language decides.")
NUMBER = gettext_noop("Number of the page, from 1.")
SIZE = gettext_noop("Projects on a page, at most 100.")
OTHERS = {"language", "page", "page_size"}


class Invalid(Exception):
    """The parameters are wrong; ``sentences`` say how."""

    def __init__(self, sentences):
        super().__init__(*sentences)
        self.sentences = sentences


def _filters():
    """A field for each filter of the catalogue; facets can be repeated."""
    single = {"q": TEXT, "sort": SORT}
    for name, found in ProjectFilter.base_filters.items():
        with override("en"):
            label = str(found.label or name)
        if name in single:
            yield name, (str, Field("", max_length=LONGEST_QUERY, description=single[name]))
        else:
            yield name, (list[str], Field([], description=f"{label}. {REPEATED}"))


class Languages(Schema):
    """The language of names."""

    language: Literal[LANGUAGES] | None = Field(None, description=LANGUAGE)


Filters = create_model("Filters", __base__=Languages, **dict(_filters()))


class Paging(Filters):
    """A list and which part of it."""

    page: int = Field(1, ge=1, le=LAST_PAGE, description=NUMBER)
    page_size: int = Field(PAGE, ge=1, le=LARGEST_PAGE, description=SIZE)


def chosen(request):
    """The Selection that the request asks for.

    Stricter than a page, which leaves nonsense out: a program that misspells a filter must not take everything for its
    answer. Raises Invalid.
    """
    parameters = request.GET.copy()
    unknown = sorted(parameters.keys() - ProjectFilter.base_filters.keys() - OTHERS)
    if unknown:
        raise Invalid([_("There is no parameter “%(name)s”.") % {"name": name} for name in unknown])
    for name in OTHERS:
        parameters.pop(name, None)
    selection = select(parameters)
    if strange := selection.filter.unknown():
        sentence = _("Select a valid choice. %(value)s is not one of the available choices.")
        raise Invalid([f"{name}: {sentence % {'value': value}}" for name, value in strange])
    return selection
