"""What the catalogue does by the clock; declared in ``CELERY_BEAT_SCHEDULE``."""

from celery import shared_task

from .services import followers, telling


@shared_task
def tell_followers():
    """Tell those whose turn has come what is new in the catalogue; returns how many mails were written."""
    return telling.tell_followers()


@shared_task
def forget_unconfirmed():
    """Erase addresses that were given to follow the catalogue and never confirmed; returns how many rows."""
    return followers.forget_unconfirmed()
