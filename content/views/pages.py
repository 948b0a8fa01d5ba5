"""A page of the site, as everybody reads it."""

from django.http import Http404
from django.shortcuts import redirect, render

from core.access import public

from ..selectors.pages import moved_to, shown


@public
def page(request, path):
    """The page at an address; a former address leads to where the page is now."""
    found = shown(path)
    if found is None:
        if moved := moved_to(path):
            return redirect(moved, permanent=True)
        raise Http404
    crumbs = [(one.edition.title, one.get_absolute_url()) for one in found.above] + [(found.edition.title, "")]
    return render(request, "content/page.html", {"shown": found, "crumbs": crumbs})
