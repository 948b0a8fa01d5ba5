"""The public catalogue: its list and the page of a project."""

from django.shortcuts import redirect, render
from django_htmx.http import HttpResponseClientRedirect

from core.access import get_visible_or_404, public

from ..models import PublicRecord
from ..selectors.catalogue import record_of_code, select
from ..selectors.listing import listing
from ..selectors.records import with_countries
from .conditional import unchanged_since_revision, wants_part


@public
@unchanged_since_revision
def project_list(request):
    """The public catalogue: search, facets, pages. An exact code or PRIMA ID goes straight to its project."""
    if record := record_of_code(request.GET.get("q", "")):
        return HttpResponseClientRedirect(record.get_absolute_url()) if request.htmx else redirect(record)
    selection = select(request.GET)
    context = listing(selection, request.GET.get("page"))
    if not wants_part(request):
        return render(request, "projects/list.html", context)
    response = render(request, "projects/_catalogue.html", context)
    response["HX-Push-Url"] = f"{request.path}?{selection.query}" if selection.query else request.path
    return response


@public
@unchanged_since_revision
def project_detail(request, address):
    """The public page of a project."""
    records = PublicRecord.objects.select_related("theme", "region", "line")
    record = get_visible_or_404(records, request.user, address=address)
    return render(request, "projects/detail.html", {"project": with_countries([record])[0]})
