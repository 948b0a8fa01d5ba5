"""What monitoring does by the clock; declared in ``CELERY_BEAT_SCHEDULE``."""

from celery import shared_task

from . import services


@shared_task
def remind_of_duties():
    """Remind people of what is due and late; returns how many were told."""
    return services.remind_of_duties()
