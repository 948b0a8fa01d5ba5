"""What the form asks, for everybody."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from core.access import public
from core.navigation import address_of

from ..exports import questions as exports
from ..outline import outline


@require_safe
@public
def questions(request):
    """Everything that the form asks, for those who prepare before they register."""
    found = outline()
    files = [
        {
            "url": reverse(f"questions:{extension}"),
            "size": len(exports.file_of(found, extension)),
            "extension": extension,
        }
        for extension in exports.CONTENT_TYPES
    ]
    # the checker and the calls are pages of funding that may be switched off: then there is no link
    checker = address_of("funding:checker") or address_of("eligibility")
    context = {"outline": found, "files": files, "checker": checker}
    return render(request, "applications/questions.html", context)


@require_safe
@public
def questions_file(request, extension):
    """The same as a file. Whoever has it already is told so without it being sent again."""
    found = outline()
    etag = f'"{found.fingerprint}.{extension}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        content_type = exports.CONTENT_TYPES[extension]
        response = HttpResponse(exports.file_of(found, extension), content_type=content_type)
        response["Content-Disposition"] = f'attachment; filename="{exports.file_name(found, extension)}"'
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=300)
    return response
