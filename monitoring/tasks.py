"""What monitoring does by the clock; declared in ``CELERY_BEAT_SCHEDULE``."""

from celery import shared_task

from .services import drift


@shared_task
def check_money():
    """Look whether ledger, reports, funds and public pages agree; returns how many figures do not."""
    return len(drift.check_money())
