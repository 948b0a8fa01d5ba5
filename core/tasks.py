"""What the store of files does by the clock; declared in ``CELERY_BEAT_SCHEDULE``."""

from celery import shared_task

from . import uploads
from .models import StoredFile


@shared_task
def scan_file(sha256):
    """Scan one content that has just arrived."""
    for stored in StoredFile.objects.filter(pk=sha256, scan__in=StoredFile.WAITING):
        uploads.scan(stored)


@shared_task
def scan_waiting_files():
    """Scan what waits because clamd or the broker was down."""
    return uploads.scan_waiting(limit=50)


@shared_task
def reap_files():
    """Remove files that no row names."""
    return len(uploads.reap())
