"""What everybody may read: the library of lessons, and documents of accepted evaluations."""

from urllib.parse import urlsplit

from django.core.paginator import Paginator
from django.http import Http404, HttpResponseNotModified
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core import uploads
from core.access import public
from core.errors import StateConflict
from core.languages import said_in
from projects.models import Project
from projects.views.conditional import unchanged_since_revision

from ..selectors.evaluations import public_documents
from ..selectors.lessons import Library, lessons_in_order, public_lesson

PAGE_SIZE = 20


@public
@unchanged_since_revision
def lesson_list(request):
    """The public lessons: search, filters, pages; the state stands in the address."""
    library = Library(request.GET)
    page = Paginator(library.keys, PAGE_SIZE).get_page(request.GET.get("page"))
    page.object_list = lessons_in_order(page.object_list)
    return render(request, "monitoring/lessons.html", {"library": library, "page": page})


@public
@unchanged_since_revision
def lesson_page(request, pk):
    """One lesson, with the project that it comes from."""
    lesson = public_lesson(pk)
    if lesson is None:
        raise Http404
    crumbs = [(_("Lessons"), reverse("lessons:list")), (said_in(lesson.language, lesson.title), "")]
    return render(request, "monitoring/lesson_page.html", {"lesson": lesson, "crumbs": crumbs})


@public
def document(request, address, pk, name):
    """A public document that the project's public record names. Its content never changes, so its hash is its tag."""
    project = get_object_or_404(
        Project.objects.public().select_related("record"), address=address, record__isnull=False
    )
    if not any(urlsplit(one["url"]).path == request.path for one in project.record.documents):
        raise Http404
    found = get_object_or_404(public_documents(project), pk=pk)
    tag = f'"{found.sha256}"'
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers={"ETag": tag})
    try:
        response = uploads.serve(found)
    except StateConflict as refusal:  # still scanned, or infected: for readers it is not there
        raise Http404 from refusal
    ending = found.file_name.rpartition(".")[2].lower()
    kind = found.kind.lower().replace("_", "-")
    response["Content-Disposition"] = f'attachment; filename="{slugify(project.address) or "project"}-{kind}.{ending}"'
    response["ETag"] = tag
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    return response
