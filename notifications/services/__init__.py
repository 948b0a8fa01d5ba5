"""Telling people, and letting them follow by mail, one file for each noun."""

from . import following
from .messages import enqueue, enqueue_all, mark_all_read, mark_read, notify, retry

__all__ = ["enqueue", "enqueue_all", "following", "mark_all_read", "mark_read", "notify", "retry"]
