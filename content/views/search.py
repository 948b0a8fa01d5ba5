"""The search across the site."""

from django.shortcuts import redirect, render

from core.access import public

from ..selectors.site_search import find


@public
def site_search(request):
    """What the whole site has for some words, by tabs. The exact code of a project leads straight to it."""
    found = find(request.GET.get("q", ""), request.GET.get("in", ""), request.GET.get("page"))
    if found.exact and not found.open:
        return redirect(found.exact)
    return render(request, "content/search.html", {"found": found})
