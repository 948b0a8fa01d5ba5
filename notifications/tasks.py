"""Delivery of the outbox. Design C′ of the reliability study: row locked, marked sent, handed over, committed."""

from datetime import timedelta

import structlog
from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from .models import OutboxMail

log = structlog.get_logger(__name__)
RETRY_AFTER = [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=6), timedelta(hours=24)]


def wake():
    """Ask a worker to deliver now. A broker that is down loses nothing: the sweeper comes every five seconds."""
    try:
        deliver_mail.delay()
    except (OperationalError, OSError) as error:
        log.warning("broker_unreachable", error=str(error))


@shared_task
def deliver_mail(limit=200):
    """Deliver up to ``limit`` due mails, oldest first, each in its own transaction; returns how many were sent."""
    connection = get_connection(**delivery_options())
    sent = 0
    for _turn in range(limit):
        outcome = _deliver_next(connection)
        if outcome is None:
            break
        sent += outcome
    return sent


def delivery_options():
    """Arguments of the real mail backend from ``EMAIL_DELIVERY``."""
    names = {"EMAIL_BACKEND": "backend", "EMAIL_HOST": "host", "EMAIL_PORT": "port", "EMAIL_HOST_USER": "username"}
    names |= {"EMAIL_HOST_PASSWORD": "password", "EMAIL_USE_TLS": "use_tls", "EMAIL_USE_SSL": "use_ssl"}
    found = {names[key]: value for key, value in settings.EMAIL_DELIVERY.items() if key in names and value not in (None, "")}
    return found | ({"timeout": settings.EMAIL_TIMEOUT} if "host" in found else {})


@transaction.atomic
def _deliver_next(connection):
    """True if the next due mail was handed over, False if that failed, None if nothing is due."""
    mail = OutboxMail.objects.due().order_by("next_attempt_at").select_for_update(skip_locked=True).first()
    if mail is None:
        return None
    mail.attempts += 1
    mail.state, mail.sent_at, mail.last_error = OutboxMail.State.SENT, timezone.now(), ""
    mail.save(update_fields=["attempts", "state", "sent_at", "last_error"])
    try:
        _message(mail, connection).send()
    except Exception as error:  # noqa: BLE001 – whatever one mail does, the others go on and a person sees why
        log.warning("mail_failed", mail=str(mail.pk), attempts=mail.attempts, error=type(error).__name__)
        last = mail.attempts > len(RETRY_AFTER)
        mail.state, mail.sent_at = (OutboxMail.State.DEAD if last else OutboxMail.State.PENDING), None
        mail.last_error = f"{type(error).__name__}: {error}"[:1000]
        mail.next_attempt_at = timezone.now() + RETRY_AFTER[min(mail.attempts, len(RETRY_AFTER)) - 1]
        mail.save(update_fields=["state", "sent_at", "last_error", "next_attempt_at"])
        return False
    return True


def _message(mail, connection):
    host = settings.SITE_URL.split("://")[1].split("/")[0].split(":")[0]
    headers = {"Message-ID": f"<{mail.pk}@{host}>", "Auto-Submitted": "auto-generated"}
    headers |= {"Content-Language": mail.language} if mail.language else {}
    message = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.to], headers=headers, connection=connection)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message
