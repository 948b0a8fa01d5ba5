"""Small things done to every request or response."""

import re
from datetime import UTC, datetime, timedelta

import structlog
from django.conf import settings
from django.http import HttpResponseBadRequest
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control

from .errors import DomainError

HEADERS = {
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}
REQUEST_START = re.compile(r"^(?:t=)?(\d{10})(?:\.?(\d{1,6}))?$")  # seconds, or milli- or microseconds without a dot
LONGEST_WAIT = timedelta(minutes=2)  # of a request before the portal's door; a header that says more is not believed
UNWANTED = {chr(code) for code in range(32)} - {"\t", "\n", "\r"}


def note_arrival(get_response):
    """Note as ``request.arrived_at`` when the request reached us, however long it then waited for its turn.

    The proxy of ours says so in ``X-Request-Start``, where ``TRUST_REQUEST_START`` says that it always sets it.
    """

    def middleware(request):
        request.arrived_at = arrival(request.headers.get("X-Request-Start", ""))
        return get_response(request)

    return middleware


def arrival(header):
    """The moment that ``header`` names, if it is to be trusted and lies within the last two minutes; else now."""
    now, found = timezone.now(), REQUEST_START.match(header) if settings.TRUST_REQUEST_START else None
    if found is None:
        return now
    seconds, fraction = found.groups(default="0")
    named = datetime.fromtimestamp(int(seconds), tz=UTC) + timedelta(microseconds=int(fraction.ljust(6, "0")))
    return named if now - LONGEST_WAIT <= named <= now else now


def security_headers(get_response):
    """Add the headers that Django's own middleware has no setting for."""

    def middleware(request):
        response = get_response(request)
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        return response

    return middleware


def refuse_junk(get_response):
    """Answer 400 to control characters in the address: no database takes them and no person types them."""

    def middleware(request):
        words = [word for key, values in request.GET.lists() for word in (key, *values)]
        if any(UNWANTED & set(text) for text in [request.path_info, *words]):
            return HttpResponseBadRequest("The address holds characters that are not allowed.", "text/plain")
        return get_response(request)

    return middleware


def request_id_header(get_response):
    """Tell the reader the request's id, so that a report can be found in the logs."""

    def middleware(request):
        request.id = structlog.contextvars.get_contextvars().get("request_id", "")
        response = get_response(request)
        response["X-Request-ID"] = request.id
        return response

    return middleware


def keep_private_pages_out_of_caches(get_response):
    """Forbid storing what a signed-in person saw, and shared storing of anything that set a cookie."""

    def middleware(request):
        response = get_response(request)
        if request.user.is_authenticated or _sets_cookie(request, response):
            add_never_cache_headers(response)
            patch_cache_control(response, no_store=True, private=True)
        return response

    return middleware


def _sets_cookie(request, response):
    """Also the cookies of session and CSRF, which their middlewares write after this one."""
    return response.cookies or request.META.get("CSRF_COOKIE_NEEDS_UPDATE") or not request.session.is_empty()


class DomainErrorMiddleware:
    """Show a refusal that no view handled as a page: the sentences, and the way back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        """Render a ``DomainError``; leave every other exception alone."""
        if isinstance(exception, DomainError):
            return render(request, "errors/refused.html", {"sentences": exception.sentences}, status=exception.status)
        return None
