"""Writing the site's pages."""

from .links import check_edition, check_links, check_links_now
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
    "check_edition",
    "check_links",
    "check_links_now",
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
