from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig
from django.db import Error, connection
from django.http import Http404, HttpResponseServerError, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from .access import public


@public
@never_cache
def healthz(request):
    """The process answers."""
    return JsonResponse({"status": "ok"})


@public
@never_cache
def readyz(request):
    """The process can serve: the database answers; a lost cache is named but does not make it unready."""
    checks = {"database": _database_answers(), "cache": _cache_answers()}
    ready = checks["database"]
    return JsonResponse({"status": "ok" if ready else "unavailable", "checks": checks}, status=200 if ready else 503)


def _database_answers():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def _cache_answers():
    try:
        cache.set("readyz", "1", 10)
        return cache.get("readyz") == "1"
    except Exception:  # noqa: BLE001 – each cache backend has its own errors, and none may break this answer
        return False


@public
def gallery(request):
    """Every component in every state, for those who build; staff, and everyone in development."""
    if not (settings.DEMO or settings.DEBUG or request.user.is_staff):
        raise Http404
    return render(request, "ui/gallery.html")


def error_page(status):
    """A handler that shows ``errors/<status>.html``."""

    def handler(request, *args, **kwargs):
        return render(request, f"errors/{status}.html", {"request_id": getattr(request, "id", "")}, status=status)

    return handler


forbidden, not_found = error_page(403), error_page(404)


def bad_request(request, exception):
    """The page for what cannot be read; says so where it was merely too large."""
    context = {"request_id": getattr(request, "id", ""), "is_too_large": isinstance(exception, RequestDataTooBig)}
    return render(request, "errors/400.html", context, status=400)


def server_error(request):
    """The page for a fault; plain words when the page's frame fails too, as it may without a database."""
    try:
        return error_page(500)(request)
    except Exception:  # noqa: BLE001 – whatever fails here must not hide the fault that led here
        sentence = _("The portal cannot answer right now. Please try again in a few minutes.")
        return HttpResponseServerError(sentence, content_type="text/plain; charset=utf-8")


def csrf_failure(request, reason=""):
    """The page was open too long, or cookies are off."""
    return render(request, "errors/csrf.html", {"reason": reason}, status=403)
