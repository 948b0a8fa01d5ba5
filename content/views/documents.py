"""Document templates: the files for everybody, their versions and downloads for those who keep the site."""

import re

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access import public, requires
from core.uploads import serve

from .. import services
from ..forms import DocumentNoteForm
from ..selectors.documents import days_of, file_at, kept_documents, note_of, template_of, versions_of

ROBOT = re.compile("bot|crawl|spider|slurp|preview|monitor", re.IGNORECASE)


@require_safe
@public
def index(request):
    """The table of all templates stands on a page of the site."""
    return redirect("documents")


@require_safe
@public
def versions(request, key):
    """All versions of a template in the reader's language, with the notice which one is the newest."""
    template = template_of(key)
    found = versions_of(key, request.LANGUAGE_CODE) if template else []
    if not found:
        raise Http404
    crumbs = [(_("Document templates"), reverse("documents")), (template.title, "")]
    context = {"template": template, "versions": found, "crumbs": crumbs}
    return render(request, "content/document_versions.html", context)


@require_safe
@public
def document(request, key, extension, number=None):
    """The newest version of a template as a file, or the one with ``number``. Downloads by people are counted.

    Whoever has the file already is told so without it being sent again. An older version names the newest one.
    """
    found = file_at(key, extension, number)
    if found is None:
        raise Http404
    etag = f'"{found.sha256}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = serve(found)
        response["Content-Length"] = found.size
        if request.method == "GET" and not ROBOT.search(request.headers.get("User-Agent", "")):
            services.count_download(found)
    response["ETag"] = etag
    response["Content-Language"] = found.language
    if number is not None:
        response["Link"] = f'<{found.latest_url}>; rel="latest-version"'
    patch_cache_control(response, public=True, max_age=300)
    return response


@requires("content.keep_pages")
def kept(request):
    """Every template with its newest files and how often it is downloaded."""
    return render(request, "content/kept_documents.html", {"rows": kept_documents()})


@requires("content.keep_pages")
def kept_document(request, key):
    """A template: its versions, its downloads day by day, the note for colleagues."""
    template = template_of(key)
    if template is None:
        raise Http404
    form = DocumentNoteForm(request.POST or None, note=note_of(key))
    if form.is_valid() and form.carry_out(services.note_document, key, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("kept_document", key=key)
    context = {"template": template, "versions": versions_of(key), "days": days_of(key), "form": form}
    return render(request, "content/kept_document.html", context)
