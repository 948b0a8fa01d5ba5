"""The door to everything that staff keep of the site."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render

from core.access import signed_in

from ..places import site_places


@signed_in
def site(request):
    """The places of the site that are open to the person, with what waits in each; 403 for who has none."""
    places = site_places(request.user)
    if not places:
        raise PermissionDenied
    return render(request, "content/site.html", {"places": places})
