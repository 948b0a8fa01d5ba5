"""Telling people: rows in the portal and mails in the outbox, in the transaction of what they tell of."""

from django.db import transaction
from django.utils.translation import override

from . import tasks
from .models import Notification, OutboxMail
from .rendering import render


def notify(kind, about, *, to, actor=None, **params):
    """Tell each person of ``to`` (once) that ``kind`` happened to ``about``, in the portal and by e-mail.

    ``params`` are JSON-ready values for ``templates/notifications/<kind>.txt``; the words are rendered in each person's
    language. Inactive people are left out. Delivery is woken on commit; the sweeper delivers what that misses.
    """
    values = {"object": str(about), "actor": str(actor) if actor else "", **params}
    path = "/" + about.get_absolute_url().split("/", 2)[2]
    for user in {person.pk: person for person in to if person and person.is_active}.values():
        notification = Notification.objects.create(user=user, kind=kind, params=values, path=path)
        with override(user.language):
            mail = render(kind, values, path, user)
        enqueue(to=user.email, language=user.language, dedupe_key=f"notification:{notification.pk}", **mail)


def enqueue(*, to, subject, text, html="", language="", dedupe_key=None):
    """Put one mail into the outbox and wake the delivery on commit."""
    mail = OutboxMail.objects.create(
        to=to, subject=subject, text=text, html=html, language=language, dedupe_key=dedupe_key
    )
    transaction.on_commit(lambda: tasks.wake(), robust=True)
    return mail


@transaction.atomic
def mark_all_read(user, *, at):
    """Mark every unread notification of ``user`` as read; returns how many."""
    return Notification.objects.visible_to(user).unread().update(read_at=at)
