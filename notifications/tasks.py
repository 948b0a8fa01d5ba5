"""Delivery of the outbox. Design C′ of the reliability study: row locked, marked sent, handed over, committed."""

import time
from datetime import timedelta

import structlog
from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from core.addresses import site_host

from .models import OutboxMail

log = structlog.get_logger(__name__)
RETRY_AFTER = [
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=24),
]
MOST_SECONDS = 45  # of one run, well below CELERY_TASK_TIME_LIMIT; the sweeper goes on with the rest


def wake():
    """Ask a worker to deliver now. A broker that is down loses nothing: the sweeper comes every five seconds."""
    try:
        deliver_mail.delay()
    except (OperationalError, OSError) as error:
        log.warning("broker_unreachable", error=type(error).__name__)


@shared_task
def deliver_mail(limit=200):
    """Deliver up to ``limit`` due mails, longest due first, each in its own transaction; returns how many were sent.

    A mail that cannot be handed over waits longer and longer and is given up after the last of ``RETRY_AFTER``; the
    others go on. While the mail server itself cannot be reached nothing counts as an attempt.
    """
    connection = get_connection(**delivery_options())
    sent, stop_at = 0, time.monotonic() + MOST_SECONDS
    try:
        for _turn in range(limit):
            outcome = _deliver_next(connection)
            if outcome is None or time.monotonic() > stop_at:
                return sent + bool(outcome)
            sent += outcome
    except OSError as error:
        log.warning("mail_server_unreachable", error=type(error).__name__)
    finally:
        _close(connection)
    return sent


def delivery_options():
    """Arguments of the real mail backend from ``EMAIL_DELIVERY``."""
    names = {"EMAIL_BACKEND": "backend", "EMAIL_HOST": "host", "EMAIL_PORT": "port", "EMAIL_HOST_USER": "username"}
    names |= {"EMAIL_HOST_PASSWORD": "password", "EMAIL_USE_TLS": "use_tls", "EMAIL_USE_SSL": "use_ssl"}
    found = {
        names[key]: value for key, value in settings.EMAIL_DELIVERY.items() if key in names and value not in (None, "")
    }
    return found | ({"timeout": settings.EMAIL_TIMEOUT} if "host" in found else {})


@transaction.atomic
def _deliver_next(connection):
    """True if the next due mail was handed over, False if that failed, None if nothing is due.

    The row is marked before the hand-over and the connection stays open, so that nothing slow lies between the server's
    "accepted" and the commit: a crash there, the only way to send twice, has microseconds to happen.
    """
    mail = OutboxMail.objects.due().order_by("next_attempt_at").select_for_update(skip_locked=True).first()
    if mail is None:
        return None
    connection.open()
    text, html = mail.text, mail.html
    mail.attempts += 1
    mail.state, mail.sent_at, mail.last_error = OutboxMail.State.SENT, timezone.now(), ""
    _erase_secret(mail)
    mail.save(update_fields=["attempts", "state", "sent_at", "last_error", "text", "html"])
    try:
        _message(mail, text, html, connection).send()
    except Exception as error:  # noqa: BLE001 – whatever one mail does, the others go on and a person sees why
        _close(connection)
        _postpone(mail, text, html, error)
        return False
    return True


def _postpone(mail, text, html, error):
    """Put the mail back for later, or give it up."""
    log.warning("mail_failed", mail=str(mail.pk), attempts=mail.attempts, error=type(error).__name__)
    mail.sent_at, mail.last_error = None, f"{type(error).__name__}: {error}"[:1000]
    if mail.attempts > len(RETRY_AFTER):
        mail.state = OutboxMail.State.DEAD
    else:
        mail.state, mail.text, mail.html = OutboxMail.State.PENDING, text, html
        mail.next_attempt_at = timezone.now() + RETRY_AFTER[mail.attempts - 1]
    mail.save(update_fields=["state", "sent_at", "last_error", "next_attempt_at", "text", "html"])


def _erase_secret(mail):
    """Keep no usable link in the database longer than needed; the mailbox of a demonstration shows it."""
    if mail.holds_secret and not settings.DEMO:
        mail.text = mail.html = ""


def _message(mail, text, html, connection):
    headers = {"Message-ID": f"<{mail.pk}@{site_host()}>", "Auto-Submitted": "auto-generated"}
    headers |= {"Content-Language": mail.language} if mail.language else {}
    if mail.stop_url:
        headers |= {"List-Unsubscribe": f"<{mail.stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    message = EmailMultiAlternatives(mail.subject, text, to=[mail.to], headers=headers, connection=connection)
    if html:
        message.attach_alternative(html, "text/html")
    return message


def _close(connection):
    """Close, whatever state the line is in; the next ``open`` makes a new one."""
    try:
        connection.close()
    except OSError as error:
        log.info("mail_connection_broken", error=type(error).__name__)
