"""A page of the site, as everybody reads it."""

from django.http import Http404
from django.shortcuts import redirect, render

from core.access import public
from core.languages import said_in

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
