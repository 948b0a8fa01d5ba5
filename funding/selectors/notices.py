"""Which notices a page shows. Every page asks, so what is unfinished is read once in a while and kept by the process."""

import threading
import time

from django.utils import timezone

from ..models import Call, Notice

KEPT_FOR = 10  # seconds: so long another process may show what was changed in this one
MOST = 50  # unfinished notices that are kept
DISMISSED = "dismissed-notices"  # the cookie of a reader, for as long as the browser is open
_known, _lock = {"read_at": None, "notices": []}, threading.Lock()


def unfinished():
    """Notices that are shown or will be; at most one query in ``KEPT_FOR`` seconds a process."""
    now = time.monotonic()
    with _lock:
        if _known["read_at"] is None or now - _known["read_at"] >= KEPT_FOR:
            found = Notice.objects.unfinished(timezone.now()).order_by("starts_at", "pk")
            _known.update(read_at=now, notices=list(found[:MOST]))
        return _known["notices"]


def know(notices):
    """Have the process know these unfinished notices, as if it had just read them."""
    with _lock:
        _known.update(read_at=time.monotonic(), notices=list(notices))


def forget():
    """Have the next page read them anew."""
    with _lock:
        _known["read_at"] = None


def shown(request, subjects=()):
    """The notices for a page about ``subjects`` (a call, or what has a ``call_id``), without those the reader dismissed."""
    calls = {one.pk if isinstance(one, Call) else getattr(one, "call_id", None) for one in subjects} - {None}
    dismissed, now = dismissed_by(request), timezone.now()
    return [
        one
        for one in unfinished()
        if one.starts_at <= now < one.ends_at
        and (one.call_id is None or one.call_id in calls)
        and mark_of(one) not in dismissed
    ]


def mark_of(notice):
    """Which notice it is, and in which words: "12.1"."""
    return f"{notice.pk}.{notice.revision}"


def dismissed_by(request):
    """The marks of the notices that the reader does not want to see again, as the cookie has them."""
    return set(request.COOKIES.get(DISMISSED, "").split("_")) - {""}


def mark(request):
    """What tells pages apart that differ by their notices alone, for those that readers keep."""
    return sorted(map(mark_of, shown(request)))


def kept_notices():
    """All notices for those who keep them, the newest first, with their calls."""
    return Notice.objects.select_related("call", "written_by")
