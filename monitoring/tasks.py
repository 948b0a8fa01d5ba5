"""What monitoring does by the clock; declared in ``CELERY_BEAT_SCHEDULE``."""

from celery import shared_task

from . import services


@shared_task
def renew_standings():
    """Compute anew how all projects stand, since days alone change lights; returns how many."""
    return services.renew_standings()
