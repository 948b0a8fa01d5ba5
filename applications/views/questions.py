"""What the form asks, for everybody."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from core.access import get_visible_or_404, public
from core.navigation import address_of
from funding.models import Call

from ..exports import questions as exports
from ..outline import outline


@require_safe
@public
def questions(request, slug=None):
    """Everything that the form asks, for a call with its own questions, for those who prepare before they register."""
    call = _call(request, slug)
    found = outline(call)
    files = [
        {
            "url": _address_of_file(extension, slug),
            "size": len(exports.file_of(found, extension)),
            "extension": extension,
        }
        for extension in exports.CONTENT_TYPES
    ]
    # the checker and the calls are pages of funding that may be switched off: then there is no link
    checker = address_of("funding:checker") or address_of("eligibility")
    context = {"outline": found, "files": files, "checker": checker, "call": call}
    return render(request, "applications/questions.html", context)


def _call(request, slug):
    return get_visible_or_404(Call, request.user, slug=slug) if slug else None


def _address_of_file(extension, slug):
    if slug is None:
        return reverse(f"questions:{extension}")
    return reverse(f"questions:call_{extension}", kwargs={"slug": slug})


@require_safe
@public
def questions_file(request, extension, slug=None):
    """The same as a file. Whoever has it already is told so without it being sent again."""
    found = outline(_call(request, slug))
    etag = f'"{found.fingerprint}.{extension}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        content_type = exports.CONTENT_TYPES[extension]
        response = HttpResponse(exports.file_of(found, extension), content_type=content_type)
        response["Content-Disposition"] = f'attachment; filename="{exports.file_name(found, extension)}"'
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=300)
    return response
