"""Telling people: rows in the portal and mails in the outbox, in the transaction of what they tell of."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed
from core.languages import LANGUAGES

from .. import tasks
from ..models import Notification, OutboxMail
from ..rendering import render, template_of, without_language

RETRIED = audit.action("mail.retried", gettext_lazy("sent again"))
AT_ONCE = timedelta(0)
MAILS_TOGETHER = 500


@transaction.atomic
def notify(kind, about, *, to, actor=None, once="", gather=AT_ONCE, **params):
    """Tell each person of ``to`` (once) that ``kind`` happened to ``about``, in the portal and by e-mail.

    ``params`` are JSON-ready values for ``templates/notifications/<kind>.txt``, or lazy translations; names ending in
    ``_on`` may be ISO dates.
    The words are rendered in each person's language. Inactive people are left out. With ``once`` nobody is told twice
    under that key, however often it is called (reminders). With ``gather`` the mail waits that long, and what happens of
    the same kind in the same place meanwhile is told by it, too: its words must fit one event and many. Delivery is woken
    on commit; the sweeper delivers what that misses.

    Raises:
        UnknownKind: the kind has no template.
    """
    template_of(kind)
    spoken = {name: _in_languages(value) if isinstance(value, Promise) else value for name, value in params.items()}
    values = {"object": _in_languages(about), "actor": str(actor) if actor else "", **spoken}
    if hasattr(about, "title_language") and params.get("title") == about.title:
        values["title_language"] = about.title_language
    path = without_language(about.get_absolute_url())
    for user in {person.pk: person for person in to if person and person.is_active}.values():
        if once and OutboxMail.objects.filter(dedupe_key=f"{once}:{user.pk}").exists():
            continue
        if gather and _is_waiting(user, kind, path, gather):
            continue
        notification = Notification.objects.create(user=user, kind=kind, params=values, path=path)
        with override(user.language):
            mail = render(kind, values, path)
        key = f"{once}:{user.pk}" if once else f"notification:{notification.pk}"
        due = timezone.now() + gather
        _put(to=user.email, language=user.language, dedupe_key=key, next_attempt_at=due, **mail)
    transaction.on_commit(tasks.wake, robust=True)


def _in_languages(about):
    """``about`` as text; as a dict by language where it has words of the portal in it, so that all read their own."""
    names = {}
    for code in LANGUAGES:
        with override(code):
            names[code] = str(about)
    return names if len(set(names.values())) > 1 else names["en"]


def _is_waiting(user, kind, path, gather):
    """Whether a mail that gathers these events has not left yet."""
    since = timezone.now() - gather
    return Notification.objects.filter(user=user, kind=kind, path=path, created_at__gt=since).exists()


@transaction.atomic
def enqueue(*, to, subject, text, html="", language="", dedupe_key=None, holds_secret=False, stop_url=""):
    """Put one mail into the outbox and wake the delivery on commit; with a known ``dedupe_key`` return that mail.

    ``stop_url``: where one POST ends such mails (RFC 8058); mail programs show it as a button.
    """
    mail = _put(
        to=to,
        subject=subject,
        text=text,
        html=html,
        language=language,
        dedupe_key=dedupe_key,
        holds_secret=holds_secret,
        stop_url=stop_url,
    )
    transaction.on_commit(tasks.wake, robust=True)
    return mail


@transaction.atomic
def enqueue_all(mails):
    """Put many mails into the outbox, each a dict of the arguments of ``enqueue`` with its ``dedupe_key``; returns how many.

    Those whose key is known are left out: nobody is told twice, however often this is called. Two queries for 500 mails.
    """
    number = 0
    for start in range(0, len(mails), MAILS_TOGETHER):
        part = mails[start : start + MAILS_TOGETHER]
        known = set(
            OutboxMail.objects.filter(dedupe_key__in=[mail["dedupe_key"] for mail in part]).values_list(
                "dedupe_key", flat=True
            )
        )
        rows = [OutboxMail(**mail) for mail in part if mail["dedupe_key"] not in known]
        OutboxMail.objects.bulk_create(rows, ignore_conflicts=True)  # another process may have been quicker
        number += len(rows)
    if number:
        transaction.on_commit(tasks.wake, robust=True)
    return number


def _put(*, dedupe_key=None, **fields):
    if dedupe_key is None:
        return OutboxMail.objects.create(**fields)
    return OutboxMail.objects.get_or_create(dedupe_key=dedupe_key, defaults=fields)[0]


@transaction.atomic
def retry(mail, *, by):
    """Give a mail that was given up, or that waits, a fresh series of attempts, the first one now.

    Raises:
        NotAllowed: ``by`` does not look after mail.
        DomainError: the mail is sent, or its secret is erased.
    """
    if not allows(by, "notifications.manage_mail"):
        raise NotAllowed(_("Only administrators may do this."))
    locked = OutboxMail.objects.select_for_update().get(pk=mail.pk)
    if locked.state == OutboxMail.State.SENT:
        raise DomainError(_("This message is sent already."))
    if not locked.text:
        raise DomainError(_("This message held a link that has expired. The person must ask for a new one."))
    locked.state, locked.attempts, locked.next_attempt_at = OutboxMail.State.PENDING, 0, timezone.now()
    locked.save(update_fields=["state", "attempts", "next_attempt_at"])
    audit.record(RETRIED, locked, by=by)
    transaction.on_commit(tasks.wake, robust=True)
    return locked


@transaction.atomic
def mark_read(notification, *, by):
    """Mark one's own notification as read; reading it again changes nothing.

    Raises:
        NotAllowed: the notification is somebody else's.
    """
    if notification.user_id != by.pk:
        raise NotAllowed(_("You may not do this."))
    Notification.objects.visible_to(by).unread().filter(pk=notification.pk).update(read_at=timezone.now())


@transaction.atomic
def mark_all_read(*, by):
    """Mark every unread notification of ``by`` as read; returns how many."""
    return Notification.objects.visible_to(by).unread().update(read_at=timezone.now())
