"""Closing the portal for maintenance: the switch, what a closed portal answers, and the page that a proxy shows without it.

The switch is a file that all processes of a host see (``MAINTENANCE_FILE``), so it works at once and without the database;
the setting ``MAINTENANCE`` closes a portal from its start. Each request costs one look at the file.
"""

import hashlib
import json
import secrets
from base64 import b64encode
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import constant_time_compare
from django.utils.safestring import mark_safe
from django.utils.translation import get_language_from_request, override

from .languages import LANGUAGES

HEADER = "X-Maintenance"  # tells the scripts of open pages that it is this, and until when (ISO), and no fault
ALWAYS_OPEN = ("/healthz", "/readyz")
PASS = "/maintenance/pass/"  # noqa: S105 – an address; the key follows it
COOKIE = "maintenance-pass"
USUAL_WAIT, SHORTEST_WAIT, LONGEST_WAIT = 600, 60, 86_400  # seconds, for Retry-After
MOST_TYPED = 200_000  # characters of what was sent that are shown again
STYLE = settings.BASE_DIR / "static" / "css" / "maintenance.css"
UNSHOWN = ("token", "password")  # parts of names


@dataclass(frozen=True)
class Closed:
    """A closed portal. ``until``: when it is expected back (ISO with zone), "" if not known; ``key``: lets its holder pass."""

    until: str = ""
    key: str = ""

    @property
    def back_at(self):
        """The moment at which it is expected back, or None; also once that has gone by."""
        found = datetime.fromisoformat(self.until) if self.until else None
        return found if found and found > timezone.now() else None

    @property
    def wait(self):
        """Seconds after which programs may ask again."""
        if self.back_at is None:
            return USUAL_WAIT
        seconds = round((self.back_at - timezone.now()).total_seconds())
        return min(max(seconds, SHORTEST_WAIT), LONGEST_WAIT)


def state():
    """``Closed`` while the portal is closed, else None. A file that cannot be read closes it too."""
    try:
        return _closed(**json.loads(Path(settings.MAINTENANCE_FILE).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Closed() if settings.MAINTENANCE else None
    except (OSError, ValueError, TypeError):
        return Closed()


def _closed(*, until, key):
    """What the file says. ValueError or TypeError for what ``close`` would not have written."""
    moment = datetime.fromisoformat(until) if until else None
    if not isinstance(key, str) or (moment and moment.tzinfo is None):
        raise ValueError("not written by the portal")
    return Closed(moment.isoformat() if moment else "", key)


def close(until=None):
    """Close the portal, or change until when (a moment, or None). Returns the ``Closed``, with a new key."""
    closed = Closed(until.isoformat() if until else "", secrets.token_urlsafe(24))
    place = Path(settings.MAINTENANCE_FILE)
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_suffix(".new")
    draft.write_text(json.dumps(asdict(closed)), encoding="utf-8")
    draft.replace(place)  # whole or not at all
    return closed


def reopen():
    """Open the portal again. Returns whether it was closed by the file."""
    try:
        Path(settings.MAINTENANCE_FILE).unlink()
    except FileNotFoundError:
        return False
    return True


def closed_door(get_response):
    """Answer every request with 503 while the portal is closed, but for health checks and who has the key.

    Nothing is asked of the database or a session: they may be what is being worked on.
    """

    def middleware(request):
        closed = None if request.path_info in ALWAYS_OPEN else state()
        if closed is None:
            return get_response(request)
        if closed.key and constant_time_compare(request.path_info, f"{PASS}{closed.key}/"):
            return _let_in(closed)
        if closed.key and constant_time_compare(request.COOKIES.get(COOKIE, ""), closed.key):
            return get_response(request)
        return _refusal(request, closed)

    return middleware


def _let_in(closed):
    response = HttpResponseRedirect("/")
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(COOKIE, closed.key, max_age=LONGEST_WAIT, secure=secure, httponly=True, samesite="Lax")
    add_never_cache_headers(response)
    return response


def _refusal(request, closed):
    if "X-Autosave" in request.headers or "HX-Request" in request.headers:
        response = JsonResponse({"state": "maintenance", "until": closed.until}, status=503)
    else:
        language = get_language_from_request(request, check_path=True)
        response = HttpResponse(page(language, closed.back_at, _typed(request)), status=503)
    response["Retry-After"], response[HEADER] = str(closed.wait), closed.until
    response["Content-Security-Policy"] = policy()
    add_never_cache_headers(response)
    return response


def _typed(request):
    """Texts of a form that was sent just now: nothing of it was saved, so the page gives them back to be copied.

    Those of one word are choices, keys and what a form hides: not worth it, or nobody's to read.
    """
    if request.method != "POST":
        return []
    try:
        pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    except (BadRequest, MultiPartParserError, SuspiciousOperation, OSError):  # too large, broken, or broken off
        return []
    texts = [
        value for name, value in pairs if len(value.split()) > 1 and not any(part in name.lower() for part in UNSHOWN)
    ]
    return texts if sum(map(len, texts)) <= MOST_TYPED else []


def page(language, back_at=None, typed=()):
    """The whole page as text, the reader's language before the other two; needs no other file.

    ``back_at``: when the portal is expected back, or None; ``typed``: texts that were sent and not saved.
    """
    versions = [_version(code, back_at, typed if code == language else ()) for code in _order(language)]
    context = {"language": language, "versions": versions, "style": _style(), "policy": policy()}
    with override(language):
        return render_to_string("errors/maintenance.html", context)


def _order(language):
    return dict.fromkeys([language, *LANGUAGES])


def _version(language, back_at, typed):
    here = back_at.astimezone(ZoneInfo(settings.TIME_ZONE)) if back_at else None
    with override(language), timezone.override(settings.TIME_ZONE):
        context = {"language": language, "back_at": here, "zone": settings.TIME_ZONE, "typed": typed}
        return mark_safe(render_to_string("errors/_maintenance.html", context))  # noqa: S308 – a template of ours


@cache
def _style():
    """The style sheet in the page: another file would have to be served by what is closed."""
    return mark_safe(f"<style>{STYLE.read_text(encoding='utf-8')}</style>")  # noqa: S308 – a file of ours


@cache
def policy():
    """The page's own policy: nothing may be loaded or run, and the one style sheet is known by its hash."""
    digest = b64encode(hashlib.sha256(STYLE.read_bytes()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
