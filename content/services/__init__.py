"""Writing the site's pages and news."""

from . import articles, newsletter, photos
from .pages import (
    begin_edition,
    drop_edition,
    keep_page,
    load_pages,
    move_page,
    publish_due,
    publish_edition,
    restore_edition,
    schedule_edition,
    unschedule_edition,
    withdraw_edition,
    write_edition,
)

__all__ = [
    "articles",
    "begin_edition",
    "drop_edition",
    "keep_page",
    "load_pages",
    "move_page",
    "newsletter",
    "photos",
    "publish_due",
    "publish_edition",
    "restore_edition",
    "schedule_edition",
    "unschedule_edition",
    "withdraw_edition",
    "write_edition",
]
