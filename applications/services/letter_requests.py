"""Asking a government's focal point for the letter, by a link that works once (T25, T29).

The secret of the link stands in the message alone; kept is its hash. The applicant never sees it, so what comes by it was
sent by whoever reads the address's mail, and is marked so.
"""

import secrets
from datetime import timedelta

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from notifications.rendering import address, clean
from notifications.services import enqueue, notify

from ..models import Application, LetterRequest
from ..models.letters import hash_of
from .letters import LATER, take_in
from .people import team_of

LETTER_REQUESTED = audit.action("application.letter_requested", _("asked a government for a letter"))
LETTER_REQUEST_SENT = audit.action("application.letter_request_sent", _("asked a government for a letter again"))
LETTER_REQUEST_REVOKED = audit.action("application.letter_request_revoked", _("revoked the request for a letter"))
VALID_FOR = timedelta(days=21)
MOST_A_DAY = 10  # messages of one proposal to addresses that nobody has confirmed
MOST_TO_ONE = 5


@transaction.atomic
def request_letter(application, *, by, country, **fields):
    """Send the focal point a link to add the letter; ``fields``: name, ministry, email, language.

    Raises DomainError for a country outside the project or too many messages in a day, NotAllowed, StateConflict.
    """
    application = _writable(application, by)
    if not application.countries.filter(pk=country.pk).exists():
        raise DomainError(_("The letter is of a country that the project does not have."))
    _see_that_nobody_is_flooded(application)
    token = secrets.token_urlsafe(32)
    request = LetterRequest(
        application=application,
        country=country,
        token_sha256=hash_of(token),
        requested_by=by,
        expires_at=timezone.now() + VALID_FOR,
        **fields,
    )
    request.full_clean()
    request.save()
    _send(request, token)
    audit.record(LETTER_REQUESTED, application, by=by, country=country.pk)
    return request


@transaction.atomic
def send_letter_request_again(request, *, by):
    """Send a new link; the one before no longer works."""
    application = _writable(request.application, by)
    request = _waiting(request)
    if request.times_sent >= MOST_TO_ONE:
        raise DomainError(_("This person was written to often enough. Call them, or ask somebody else."))
    _see_that_nobody_is_flooded(application)
    token = secrets.token_urlsafe(32)
    request.token_sha256, request.requested_at = hash_of(token), timezone.now()
    request.expires_at, request.times_sent = timezone.now() + VALID_FOR, request.times_sent + 1
    request.save(update_fields=["token_sha256", "requested_at", "expires_at", "times_sent"])
    _send(request, token)
    audit.record(LETTER_REQUEST_SENT, application, by=by, country=request.country_id)
    return request


@transaction.atomic
def revoke_letter_request(request, *, by):
    """Make the link useless."""
    application = _writable(request.application, by)
    request = _waiting(request)
    request.revoked_at = timezone.now()
    request.save(update_fields=["revoked_at"])
    audit.record(LETTER_REQUEST_REVOKED, application, by=by, country=request.country_id)
    return request


@transaction.atomic
def answer_letter_request(token, *, file, **fields):
    """Take the letter that comes by a link, once; tells the team. ``fields``: signatory, ministry, dated_on, language.

    Raises StateConflict for a link that does not work (any more), ValidationError or DomainError.
    """
    found = LetterRequest.objects.open().filter(token_sha256=hash_of(token)).first()
    if found is None:
        raise StateConflict(_("This link has expired or was used already."))
    application = Application.objects.select_for_update().get(pk=found.application_id)
    request = LetterRequest.objects.open().select_for_update().filter(pk=found.pk, token_sha256=hash_of(token)).first()
    if request is None:
        raise StateConflict(_("This link has expired or was used already."))
    letter = take_in(application, request=request, file=file, **fields)
    request.answered_at, request.letter = timezone.now(), letter
    request.save(update_fields=["answered_at", "letter"])
    notify("letter.arrived", application, to=team_of(application), title=application.title, name=request.name)
    return letter


def _writable(application, by):
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if not allows(by, "applications.edit", locked):
        raise NotAllowed(_("You may not change this proposal."))
    if not (locked.is_editable or locked.state in LATER):
        raise StateConflict(_("This proposal takes no letters any more."))
    return locked


def _waiting(request):
    locked = LetterRequest.objects.select_for_update().get(pk=request.pk)
    if not locked.can_be_sent_again:
        raise StateConflict(_("This request is answered or revoked already."))
    return locked


def _see_that_nobody_is_flooded(application):
    recent = application.letter_requests.filter(requested_at__gt=timezone.now() - timedelta(days=1))
    if recent.count() >= MOST_A_DAY:
        raise DomainError(_("You have sent as many requests today as is possible. Go on tomorrow."))


def _send(request, token):
    """One message in the focal point's language; nothing in what people typed becomes a link or a header."""
    with override(request.language):
        values = {
            "name": clean(request.name),
            "title": clean(request.application.title, 250),
            "country": request.country.name,
            "asker": clean(str(request.requested_by)),
            "expires_at": request.expires_at,
            "url": address(reverse("questions:letter", kwargs={"token": token})[3:]),
        }
        subject = render_to_string("applications/mail/letter_request_subject.txt", values, using="text")
        text = render_to_string("applications/mail/letter_request.txt", values, using="text")
    enqueue(
        to=request.email,
        subject=" ".join(subject.split())[:250],
        text=text.strip(),
        language=request.language,
        holds_secret=True,
    )
