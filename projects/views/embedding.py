"""Cards of the catalogue for pages of other sites: a list, a project, and the page that gives the code for them."""

from functools import wraps

from csp.decorators import csp_replace, csp_update
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt

from core.access import public

from ..forms import EmbedForm
from ..models import PublicRecord
from ..selectors.catalogue import select
from ..selectors.records import with_countries
from .conditional import unchanged_since_revision
from .machines import for_machines

MOST = 20  # cards of an embedded list


def framed(view):
    """Declare a view that pages of all sites may show in a frame: the same for everybody, so nothing can be had by tricks."""

    @wraps(view)
    @xframe_options_exempt
    @csp_replace({"frame-ancestors": ["*"]})
    def answered(request, *args, **kwargs):
        return view(request, *args, **kwargs)

    return for_machines("read_data")(answered)


@framed
@unchanged_since_revision
def project_list(request):
    """The first cards of a list, with a link to the whole."""
    selection = select(request.GET)
    page = Paginator(selection.keys, MOST).get_page(1)
    page.object_list = selection.records(0, MOST)
    context = {"page": page, "chips": selection.filter.chips(), "query": selection.query}
    return render(request, "projects/embedded_list.html", context)


@framed
@unchanged_since_revision
def project_card(request, address):
    """The card of a project; a sentence where it is not public any more."""
    records = with_countries(PublicRecord.objects.for_lists().filter(address=address))
    context = {"project": records[0] if records else None}  # a frame of another site shows no error page of ours
    return render(request, "projects/embedded_card.html", context, status=200 if records else 404)


@public
@csp_update({"frame-src": ["'self'"]})
def builder(request):
    """The code that shows a list or a project on another site, with a preview of it."""
    form = EmbedForm.of(request.GET)
    code = form.code() if form.is_valid() else None
    return render(request, "projects/embed_builder.html", {"form": form, "code": code})
