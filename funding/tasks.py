"""What the rulebook does by the clock; declared in ``CELERY_BEAT_SCHEDULE``."""

from celery import shared_task

from .services import calls, followers, reminders


@shared_task
def keep_calls_on_time():
    """Close calls whose deadline has passed, announce those that open, remind of those that close soon, forget addresses
    that were never confirmed.

    Being late harms nobody: what arrives is held against the deadline itself, not against this task.
    """
    calls.close_due_calls()
    calls.announce_openings()
    reminders.remind_of_deadlines()
    followers.forget_unconfirmed()
