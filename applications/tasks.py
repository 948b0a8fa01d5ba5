"""What applications do by the clock; declared in ``CELERY_BEAT_SCHEDULE``."""

from celery import shared_task

from . import services


@shared_task
def remind_of_questions():
    """Remind of questions whose date is near or over; returns how many were looked at."""
    return services.remind_of_questions()
