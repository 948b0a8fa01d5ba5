"""A page of the site, as everybody reads it."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from core.access import public
from core.languages import said_in

from ..exports import pages as exports
from ..selectors.pages import moved_to, shown


def _name(page):
    return said_in(page.edition.language, page.edition.title)


@public
def page(request, path):
    """The page at an address; a former address leads to where the page is now."""
    found = shown(path)
    if found is None:
        if moved := moved_to(path):
            return redirect(moved, permanent=True)
        raise Http404
    crumbs = [(_name(one), one.get_absolute_url()) for one in found.above] + [(_name(found.page), "")]
    return render(request, "content/page.html", {"shown": found, "crumbs": crumbs})


@require_safe
@public
def page_pdf(request, path):
    """The same page as a file, at its address with ".pdf"; a former address leads to where it is now."""
    found = shown(path)
    if found is None:
        if moved := moved_to(path):
            return redirect("page_pdf", path=moved.path, permanent=True)
        raise Http404
    data = exports.described(found)
    etag = f'"{exports.fingerprint(found.edition, data)}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        name = f"{path.replace('/', '-')}-{found.edition.language}.pdf"
        headers = {"Content-Disposition": f'inline; filename="{name}"'}
        response = HttpResponse(exports.pdf(found.edition, data), content_type="application/pdf", headers=headers)
    response["ETag"] = etag
    response["Content-Language"] = found.edition.language
    patch_cache_control(response, public=True, max_age=300)
    return response
