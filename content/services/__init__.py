"""Writing the site's pages."""

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
    "begin_edition",
    "drop_edition",
    "keep_page",
    "load_pages",
    "move_page",
    "publish_due",
    "publish_edition",
    "restore_edition",
    "schedule_edition",
    "unschedule_edition",
    "withdraw_edition",
    "write_edition",
]
