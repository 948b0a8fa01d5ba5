"""What the API can be asked."""

from itertools import chain

from django.http import Http404
from django.utils.translation import gettext_noop
from ninja import NinjaAPI, Path, Query

from core.addresses import absolute
from funding.models import Country, Region, Theme

from ..exports.facts import PART_FIELDS, Reader, licence_in_words
from ..selectors.catalogue import one
from . import schemas
from .facets import counts
from .parameters import Filters, Languages, Paging, chosen

api = NinjaAPI(
    title="IOM Development Fund: projects",
    version="1.0.0",
    description=(
        "Projects that the Fund paid for, as published by the Fund. Read only, no key. Amounts and values of indicators "
        "are text, so that none is rounded. Fields and parameters may be added; none is renamed or taken away within v1."
    ),
    docs_url=None,
    urls_namespace="api",
)
PROBLEMS = {400: None, 422: schemas.Problem, 429: schemas.Problem}
WORDS = {  # of each operation: what it does, and more about it; in English here, translated by the page that shows them
    "projects": (
        gettext_noop("List projects"),
        gettext_noop("Filters, search and order are those of the catalogue; the same parameters give the same list."),
    ),
    "project": (
        gettext_noop("Read a project with its results, money, documents and corrections"),
        gettext_noop("By the last part of the address of its page: the project code, where there is one."),
    ),
    "facets": (
        gettext_noop("Count the projects of a list by each filter"),
        gettext_noop("Each filter is counted without itself: a count says what choosing that value would give."),
    ),
    "countries": (
        gettext_noop("List the countries"),
        gettext_noop("Codes of ISO 3166-1 with names, the Fund’s region and a point in the middle, for maps."),
    ),
    "themes": (gettext_noop("List the themes"), gettext_noop("The Fund’s themes, by their codes.")),
    "regions": (gettext_noop("List the regions"), gettext_noop("The Fund’s own regions, by their codes.")),
}
ADDRESS = gettext_noop("Project code, or the last part of the page’s address.")


def read(path, response, *, missing=False):
    """Declare an operation that answers with ``response``; its name is that of the function."""

    def decorate(function):
        name = function.__name__
        answers = {200: response, **PROBLEMS, **({404: schemas.Problem} if missing else {})}
        summary, description = WORDS[name]
        declare = api.get(
            path, response=answers, operation_id=name, summary=summary, description=description, by_alias=True
        )
        return declare(function)

    return decorate


@read("projects", schemas.Page)
def projects(request, parameters: Query[Paging]):
    """A page of the list."""
    selection = chosen(request)
    number, size = parameters.page, parameters.page_size
    pages = max(1, -(-selection.count // size))
    reader, start = Reader(), (number - 1) * size
    rows = chain.from_iterable(selection.rows(reader.fields, start=start, stop=start + size))
    return {
        "count": selection.count,
        "page": number,
        "page_size": size,
        "pages": pages,
        "next": _address(request, number + 1) if number < pages else None,
        "previous": _address(request, min(number - 1, pages)) if number > 1 else None,
        "licence": licence_in_words(),
        "projects": [reader.as_data(row) for row in rows],
    }


def _address(request, number):
    parameters = request.GET.copy()
    parameters["page"] = number
    return absolute(f"{request.path}?{parameters.urlencode()}")


@read("projects/{address}", schemas.WholeProject, missing=True)
def project(request, parameters: Query[Languages], address: str = Path(..., max_length=80, description=ADDRESS)):
    """One project, whole."""
    reader = Reader()
    row = one(address, (*reader.fields, *PART_FIELDS))
    if row is None:
        raise Http404
    return reader.as_whole(row)


@read("facets", schemas.Facets)
def facets(request, parameters: Query[Filters]):
    """Counts for each filter with codes."""
    count, found = counts(request)
    return {"count": count, "facets": found}


@read("countries", list[schemas.Country])
def countries(request, parameters: Query[Languages]):
    """All countries, also those without a project."""
    return [
        {
            "code": row.pk,
            "name": row.name,
            "region_code": row.region_id,
            "latitude": None if row.latitude is None else str(row.latitude),
            "longitude": None if row.longitude is None else str(row.longitude),
        }
        for row in Country.objects.all()
    ]


@read("themes", list[schemas.Code])
def themes(request, parameters: Query[Languages]):
    """All themes, also those no longer used."""
    return [{"code": row.pk, "name": row.name} for row in Theme.objects.all()]


@read("regions", list[schemas.Code])
def regions(request, parameters: Query[Languages]):
    """All regions."""
    return [{"code": row.pk, "name": row.name} for row in Region.objects.all()]
