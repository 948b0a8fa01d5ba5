"""Addresses that programs read from anywhere: without cookies and session, open to pages of other sites, held to a rate."""

from functools import wraps

from allauth.core.ratelimit import consume_or_429
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _

from core.access import public
from core.views import not_found

METHODS = ("GET", "HEAD", "OPTIONS")
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Content-Disposition, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-Modified-Since, If-None-Match, X-Requested-With",
    "Access-Control-Max-Age": "86400",
    "Allow": ", ".join(METHODS),
}
RETRY_AFTER = 60  # seconds; the rates are per minute
PERSONAL = ("cookie", "hx-")


class NoSession(SessionBase):
    """The session of nobody: always empty, never kept; asking it does not make an answer depend on cookies."""

    @property
    def accessed(self):
        """Never."""
        return False

    @accessed.setter
    def accessed(self, value):
        """Whatever asks for the session notes so; here it means nothing."""


def for_machines(action, *, refuse=None):
    """Declare a view public and the same for everybody, whoever is signed in; at most as often as ``action`` allows.

    ``action`` is one of ``ACCOUNT_RATE_LIMITS``; ``refuse(status, sentence)`` makes the answer in the view's own format.
    Nothing is changed here, so a form of another site may as well send one.
    """

    def decorate(view):
        @wraps(view)
        def answered(request, *args, **kwargs):
            forget_reader(request)
            response = _refusal(request, action, refuse or _in_text) or _found(view, request, *args, **kwargs)
            for name, value in OPEN.items():
                response.headers[name] = value
            _depend_on_no_reader(response)
            return response

        answered.csrf_exempt = True
        return public(answered)

    return decorate


def forget_reader(request):
    """Have what follows see nobody: no cookies, no session, no user."""
    request.COOKIES, request.session, request.user = {}, NoSession(), AnonymousUser()
    request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)  # set when a cookie was malformed; here none is sent back


def _refusal(request, action, refuse):
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=PREFLIGHT)
    if request.method not in METHODS:
        response = refuse(405, _("This address can only be read."))
        response.headers["Allow"] = HttpResponseNotAllowed(METHODS).headers["Allow"]
        return response
    if consume_or_429(request, action=action, limit_get=True):  # allauth's ``consume`` lets every GET pass
        response = refuse(429, _("Too many requests. Please wait a minute."))
        response.headers["Retry-After"] = str(RETRY_AFTER)
        return response
    return None


def _found(view, request, *args, **kwargs):
    """What the view answers, else the page that says that nothing is there: programs are to learn that, too."""
    try:
        return view(request, *args, **kwargs)
    except Http404 as error:
        return not_found(request, error)


def _in_text(status, sentence):
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")


def _depend_on_no_reader(response):
    """Let shared caches keep one answer for all: what is below may have said that it depends on cookies."""
    names = [name.strip() for name in response.headers.get("Vary", "").split(",")]
    del response.headers["Vary"]
    if kept := [name for name in names if name and not name.lower().startswith(PERSONAL)]:
        response.headers["Vary"] = ", ".join(kept)
