"""The public catalogue: its list and the page of a project."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from core import panels
from core.access import get_visible_or_404, public
from core.addresses import absolute
from core.languages import said_in

from ..models import PublicRecord
from ..selectors.catalogue import record_of_code, select
from ..selectors.linked_data import dataset, grant
from ..selectors.listing import listing
from ..selectors.records import page_of
from ..selectors.related import related
from .conditional import unchanged_since_revision, wants_part


@public
@unchanged_since_revision
def project_list(request):
    """The public catalogue: search, facets, pages. An exact code or PRIMA ID goes straight to its project."""
    if record := record_of_code(request.GET.get("q", "")):
        return HttpResponseClientRedirect(record.get_absolute_url()) if request.htmx else redirect(record)
    selection = select(request.GET)
    context = listing(selection, request.GET.get("page")) | {"query": selection.query}
    if not wants_part(request):
        return render(request, "projects/list.html", context | {"dataset": dataset()})
    response = render(request, "projects/_catalogue.html", context)
    response["HX-Push-Url"] = f"{request.path}?{selection.query}" if selection.query else request.path
    return response


@public
@unchanged_since_revision
def project_detail(request, address, slug=""):
    """The public page of a project; a slug may follow its address, and goes away where it is a wrong one."""
    records = PublicRecord.objects.select_related("theme", "region", "line", "activity")
    records = records.defer("activity__xml", "activity__findings")
    record = get_visible_or_404(records, request.user, address=address)
    if slug and slug != record.slug:
        return redirect(record, permanent=True)
    request.canonical_path = record.get_absolute_url()
    page_of(record)
    context = {
        "project": record,
        "panels": panels.collect("public_project", record),
        "related": related(record),
        "address": absolute(request.canonical_path),
        "card": reverse("projects:card", kwargs={"address": record.address}),
        "grant": grant(record),
        "crumbs": [
            (_("Projects"), reverse("projects:list")),
            (record.code or said_in(record.title_language, record.title), ""),
        ],
    }
    return render(request, "projects/detail.html", context)
