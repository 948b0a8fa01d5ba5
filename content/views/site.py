"""The door to everything that staff keep of the site."""

from django.shortcuts import render

from core.access import requires

from ..places import site_places


@requires("content.keep_pages")
def site(request):
    """The places of the site, with what waits in each."""
    return render(request, "content/site.html", {"places": site_places(request.user)})
