"""What somebody typed into a page whose session had ended, kept until they are back.

Kept in the browser's session on the server, which survives signing in, never in the browser. Only a page that we made for
a person is trusted: it carries a seal of ours with their name and its address. So strangers cannot fill the session table,
no other site can have words appear in somebody's page, and on a shared computer nobody reads what another one typed. What
is kept is shown again, never saved by itself.
"""

import time

from django.conf import settings
from django.core import signing
from django.http import QueryDict

SEAL, NAME = "unsent.page", "unsent"
MOST_CHARACTERS, MOST_PAGES = 200_000, 5


def seal(request):
    """The hidden value by which a page says for whom it was made, and at which address."""
    return signing.dumps([request.user.pk, request.path], salt=SEAL, compress=True)


def keep(request):
    """Keep what was posted, if its page was made for somebody; whether it was kept."""
    try:
        person, path = signing.loads(request.POST.get("seal", ""), salt=SEAL, max_age=settings.UNSENT_TEXT_AGE)
    except signing.BadSignature:
        return False
    posted = request.POST.copy()
    for name in ("csrfmiddlewaretoken", "seal"):
        posted.pop(name, None)
    typed = posted.urlencode()
    if path != request.path or len(typed) > MOST_CHARACTERS * 3:  # a letter with an accent takes up to nine signs
        return False
    kept = [entry for entry in request.session.get(NAME, []) if entry["path"] != path][-(MOST_PAGES - 1) :]
    request.session[NAME] = [*kept, {"person": person, "path": path, "typed": typed, "at": int(time.time())}]
    return True


def typed(request):
    """The QueryDict of what the person signed in typed here before their session ended; None if there is nothing.

    It is there until it is saved (``forget``) or a day has passed: loading the page again loses nothing.
    """
    mine = [entry for entry in request.session.get(NAME, []) if _is_mine(entry, request)]
    return QueryDict(mine[-1]["typed"]) if mine else None


def forget(request):
    """What was typed here is saved now."""
    if kept := request.session.get(NAME):
        request.session[NAME] = [entry for entry in kept if not _is_mine(entry, request)]


def _is_mine(entry, request):
    is_young = entry["at"] > time.time() - settings.UNSENT_TEXT_AGE
    return is_young and entry["person"] == request.user.pk and entry["path"] == request.path
