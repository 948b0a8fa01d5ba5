"""What monitoring does by the clock; declared in ``CELERY_BEAT_SCHEDULE``."""

from celery import shared_task

from . import services
from .services import drift


@shared_task
def check_money():
    """Look whether ledger, reports, funds and public pages agree; returns how many figures do not."""
    return len(drift.check_money())


@shared_task
def remind_of_duties():
    """Remind people of what is due and late; returns how many were told."""
    return services.remind_of_duties()


@shared_task
def renew_standings():
    """Compute anew how all projects stand, since days alone change lights; returns how many."""
    return services.renew_standings()
