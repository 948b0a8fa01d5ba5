"""The catalogue in other formats: files of a list, files of a project, the page about the data."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from core.access import get_visible_or_404, public
from core.addresses import absolute

from ..exports import citations, codelists, fact_sheet
from ..exports.columns import COLUMNS, PARTS
from ..exports.facts import licence, licence_sentence
from ..exports.files import FORMATS, About, answer
from ..models import PublicRecord
from ..selectors.catalogue import select
from ..selectors.open_data import quality
from ..selectors.records import with_countries
from .conditional import unchanged_since_revision
from .machines import for_machines


@for_machines("download_data")
@unchanged_since_revision
def project_file(request, kind):
    """The list of the catalogue with these parameters as "csv", "xlsx", "json", "geojson" or "atom"."""
    if kind not in FORMATS:
        raise Http404
    selection = select(request.GET)
    return answer(selection, kind, _about(request, selection), is_head=request.method == "HEAD")


def _about(request, selection):
    """What was asked is what was applied: a value that means nothing narrows nothing, so no file names it."""
    query = selection.query
    parameters = f"?{query}" if query else ""
    return About(
        query=query,
        page_url=absolute(reverse("projects:list") + parameters),
        feed_url=absolute(request.path + parameters),
        chips=tuple((str(chip["label"]), str(chip["value"])) for chip in selection.filter.chips()),
        generated_at=timezone.now(),
    )


@for_machines("read_data")
@unchanged_since_revision
def project_fact_sheet(request, address):
    """A project on one or two pages, as PDF."""
    record = _record(request, address)
    headers = {"Content-Disposition": f'inline; filename="{record.address}-fact-sheet.pdf"'}
    return HttpResponse(fact_sheet.file_of(record), content_type="application/pdf", headers=headers)


@for_machines("read_data")
@unchanged_since_revision
def citation_file(request, address, kind):
    """How to cite a project, for programs that keep references: "bib" or "ris"."""
    record = _record(request, address)
    if kind not in citations.FILES:
        raise Http404
    write, content_type = citations.FILES[kind]
    headers = {"Content-Disposition": f'attachment; filename="{record.address}.{kind}"'}
    return HttpResponse(write(citations.of(record)), content_type=content_type, headers=headers)


@public
@unchanged_since_revision
def cite(request, address):
    """How to cite a project, to be copied."""
    record = _record(request, address)
    context = {"project": record, "texts": citations.texts(citations.of(record))}
    return render(request, "projects/cite.html", context)


@public
@unchanged_since_revision
def open_data(request):
    """What data there is, in which formats, on which terms, and what is missing from it."""
    context = {
        "columns": COLUMNS,
        "parts": PARTS,
        "licence": licence(),
        "licence_sentence": licence_sentence(),
        "quality": quality(),
        "citation": citations.of_catalogue(),
        "codelists": codelists.TITLES,
        "contact_email": settings.OPEN_DATA_CONTACT,
    }
    return render(request, "projects/open_data.html", context)


def _record(request, address):
    records = PublicRecord.objects.select_related("theme", "region", "line")
    return with_countries([get_visible_or_404(records, request.user, address=address)])[0]
