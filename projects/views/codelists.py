"""The codes of the open data with their names, at addresses that other publishers may refer to."""

from django.http import Http404, JsonResponse
from django.shortcuts import render

from core.access import public
from core.spreadsheets import download

from ..exports import codelists
from ..exports.facts import licence_in_words
from .conditional import unchanged_since_revision
from .machines import for_machines


def _codes(name):
    if name not in codelists.LISTS:
        raise Http404
    return codelists.LISTS[name]()


@public
@unchanged_since_revision
def page(request, name):
    """A list of codes for people, in their language."""
    codes = _codes(name)
    context = {"name": name, "title": codelists.TITLES[name], "codes": codes, "titles": codelists.TITLES}
    return render(request, "projects/codelist.html", context)


@for_machines("read_data")
@unchanged_since_revision
def file(request, name, kind):
    """The same for programs, in all languages: "csv" or "json"."""
    codes = _codes(name)
    if kind == "json":
        rows = [dict(zip(codelists.COLUMNS, row, strict=True)) for row in codes]
        return JsonResponse(
            {"list": name, "licence": licence_in_words(), "codes": rows}, json_dumps_params={"ensure_ascii": False}
        )
    if kind != "csv":
        raise Http404
    return download([codelists.COLUMNS, *codes], "csv", name=name, title=name)
