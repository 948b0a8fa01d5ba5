"""Sessions: which requests count as activity, and what happens to somebody who is no longer signed in."""

import time

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import JsonResponse

from . import unsent

ACTIVE_AT = "active_at"
RENEWED_EVERY = 60  # seconds: a session is written at most so often, and may end that much earlier
AUTOSAVE = "X-Autosave"  # the header by which a script's save differs from the button's


def renew_session(get_response):
    """Have idle time count from the last thing a person did: pages opened, buttons, and texts that save themselves.

    What an open page asks by itself (a view declared ``passive``) renews nothing, or no session would ever end.
    """

    def middleware(request):
        response = get_response(request)
        view = request.resolver_match and request.resolver_match.func
        now, active_at = int(time.time()), request.session.get(ACTIVE_AT, 0)
        is_due = not active_at <= now < active_at + RENEWED_EVERY
        if is_due and request.user.is_authenticated and not getattr(view, "is_passive", False):
            request.session[ACTIVE_AT] = now
        return response

    return middleware


def passive(view):
    """Declare that pages ask ``view`` by themselves: it is no sign that somebody is there."""
    view.is_passive = True
    return view


def seconds_left(session):
    """Seconds until the session ends, if nothing more is done."""
    return max(0, int(session.get(ACTIVE_AT, time.time()) + session.get_expiry_age() - time.time()))


class SignInMiddleware(LoginRequiredMiddleware):
    """Send visitors to the sign-in page and back; what they had typed is kept, and scripts are told with a status."""

    def handle_no_permission(self, request, view_func):
        """401 for what pages ask by themselves; else the sign-in page, which leads back here."""
        if AUTOSAVE in request.headers:
            return JsonResponse({"state": "signed-out"}, status=401)
        if request.method == "POST":
            unsent.keep(request)
        return super().handle_no_permission(request, view_func)
