"""What reviews do by the clock; declared in ``CELERY_BEAT_SCHEDULE``."""

from celery import shared_task

from . import services


@shared_task
def remind_of_reviews():
    """Remind reviewers of what is due; returns how many were told."""
    return services.remind_of_reviews()


@shared_task
def forget_private_notes():
    """Delete private notes of rounds that are over; returns how many."""
    return services.forget_private_notes()
