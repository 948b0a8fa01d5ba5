"""The news as everybody reads them: list, article, feed, photos."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from core import uploads
from core.access import public
from core.panels import collect

from ..exports.feed import feed
from ..selectors import news as selectors
from ..selectors.pages import moved_to

IN_FEED = 30
FEED_SECONDS, FOREVER = 600, 365 * 24 * 60 * 60


@public
def news_list(request):
    """The articles, the newest first; year, place and theme narrow them, in the address."""
    found = selectors.listing(request.GET, {"year": _("Year")})
    page = Paginator(found.articles, selectors.ON_A_PAGE).get_page(request.GET.get("page"))
    page.object_list = selectors.for_cards(page.object_list)
    crumbs = [(_("News"), "")]
    return render(request, "content/news.html", {"page_obj": page, "listing": found, "crumbs": crumbs})


@public
def article(request, slug):
    """One article; a former address leads to where it is now."""
    found = selectors.shown_article(slug)
    if found is None:
        if moved := moved_to(f"news/{slug}"):
            return redirect(moved, permanent=True)
        raise Http404
    context = {
        "shown": found,
        "panels": collect("article", found.article),
        "crumbs": [(_("News"), reverse("news")), (found.edition.title, "")],
    }
    return render(request, "content/article.html", context)


@public
def news_feed(request):
    """The newest articles for programs."""
    response = HttpResponse(feed(selectors.newest(IN_FEED)), content_type="application/atom+xml; charset=utf-8")
    patch_cache_control(response, public=True, max_age=FEED_SECONDS)
    return response


@public
def photo(request, pk, digest, kind, extension):
    """A photo in one of its sizes. Everybody may keep it for good once its article is public: the address holds its hash."""
    size = selectors.photo_size(pk, digest, kind, request.user)
    if size is None or size.extension != extension:
        raise Http404
    response = uploads.serve(size)
    if selectors.is_public(size):
        patch_cache_control(response, public=True, max_age=FOREVER, immutable=True)
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # messengers show it beside the link
    else:
        patch_cache_control(response, private=True, no_store=True)
    return response
