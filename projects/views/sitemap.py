"""What search engines ask for first."""

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.urls import reverse

from core.access import public
from core.addresses import absolute

from .. import sitemap
from .conditional import unchanged_since_revision

CLOSED = ("/admin/", "/*/accounts/", "/*/workspace/")  # nothing for readers; each page there says noindex too
XML = "application/xml; charset=utf-8"


@public
def robots(request):
    """What to leave alone, and where the sitemap is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    lines.append(f"Sitemap: {absolute(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public
@unchanged_since_revision
def sitemap_index(request):
    """The parts of the sitemap."""
    return StreamingHttpResponse(sitemap.index(), content_type=XML)


@public
@unchanged_since_revision
def sitemap_part(request, section, number):
    """One part."""
    part = sitemap.find(section, number)
    if part is None:
        raise Http404
    return StreamingHttpResponse(sitemap.addresses(part), content_type=XML)
