"""The public catalogue: its list and the page of a project."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.access import get_visible_or_404, public

from ..models import PublicRecord
from ..selectors.catalogue import select
from ..selectors.linked_data import absolute, dataset, grant
from ..selectors.records import page_of
from ..selectors.related import related
from .conditional import unchanged_since_revision


@public
@unchanged_since_revision
def project_list(request):
    """The public catalogue: search, filters, pages. An exact project code goes straight to its page."""
    code = request.GET.get("q", "").strip().upper()
    if code and (found := PublicRecord.objects.filter(code=code).first()):
        return redirect(found)
    selection = select(request.GET)
    page = Paginator(selection.keys, 20).get_page(request.GET.get("page"))
    page.object_list = selection.records(page.start_index() - 1, page.end_index()) if selection.count else []
    template = "projects/_results.html" if request.htmx else "projects/list.html"
    parameters = request.GET.copy()
    parameters.pop("page", None)
    context = {"filter": selection.filter, "page": page, "chips": selection.filter.chips()}
    return render(request, template, context | {"query": parameters.urlencode(), "dataset": dataset()})


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
        "related": related(record),
        "address": absolute(request.canonical_path),
        "card": reverse("projects:card", kwargs={"address": record.address}),
        "grant": grant(record),
        "crumbs": [(_("Projects"), reverse("projects:list")), (record.code or record.title, "")],
    }
    return render(request, "projects/detail.html", context)
