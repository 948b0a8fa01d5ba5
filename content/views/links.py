"""Links of the site's pages that lead nowhere."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from core.access import requires

from .. import services
from ..selectors.links import broken_links

ON_A_PAGE = 50


@requires("content.keep_pages")
def link_list(request):
    """Every broken link, with the page it is on and what is wrong with it."""
    page = Paginator(broken_links(), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "content/links.html", {"page": page})


@require_POST
@requires("content.keep_pages")
def check(request):
    """Check the links within the portal now."""
    if count := services.check_links_now(by=request.user):
        words = ngettext("%(count)d link leads nowhere.", "%(count)d links lead nowhere.", count)
        messages.warning(request, words % {"count": count})
    else:
        messages.success(request, _("Every link leads somewhere."))
    return redirect("pages:links")
