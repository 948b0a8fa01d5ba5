"""Answering "nothing has changed" (304) to who asks again, before anything is rendered."""

import hashlib
from functools import wraps

from django.conf import settings
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import get_language

from core.release import release
from funding.selectors.notices import mark

from ..models import Catalogue

SHOWN = ("SITE_URL", "DEMO", "MAP_DISCLAIMER", "OPEN_DATA_LICENCE_NAME", "OPEN_DATA_LICENCE_URL", "OPEN_DATA_CONTACT")


def unchanged_since_revision(view):
    """Let visitors keep a page of the catalogue until the catalogue, the release, the language or the day changes.

    For views that read nothing else: public records, reference data, texts of the portal. A repeated visit costs one
    query. Whoever has a session or messages gets the page as ever, and so does who gets a form that posts (its token is
    the reader's own). Goes below ``@public``; also for files, feeds and the API.
    """

    @wraps(view)
    def answered(request, *args, **kwargs):
        if request.method not in {"GET", "HEAD"} or not _is_plain_visitor(request):
            return view(request, *args, **kwargs)
        tag = _tag(request)
        response = get_conditional_response(request, etag=tag) or view(request, *args, **kwargs)
        if response.status_code in {200, 304} and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE"):
            response.headers["ETag"] = tag
            patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
            patch_vary_headers(response, ["Cookie", "HX-Request", "HX-History-Restore-Request"])
        return response

    return answered


def wants_part(request):
    """Whether htmx asks for the part that changes; going back in the history it wants the page."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def _is_plain_visitor(request):
    return not {settings.SESSION_COOKIE_NAME, "messages"} & set(request.COOKIES)


def _tag(request):
    """Weak, since proxies compress. The revision is read before the page, so no page is older than its tag says."""
    revision = Catalogue.objects.filter(pk=1).values_list("revision", flat=True).first()
    asked = (get_language(), request.get_full_path(), wants_part(request))
    shown = [getattr(settings, name) for name in SHOWN]  # pages say them
    text = repr((revision, *asked, timezone.localdate().isoformat(), release(), shown, mark(request)))
    return f'W/"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
