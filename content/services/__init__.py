"""Writing the site's pages."""

from .documents import count_download, note_document, renew_documents
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
    "count_download",
    "drop_edition",
    "keep_page",
    "load_pages",
    "move_page",
    "note_document",
    "publish_due",
    "publish_edition",
    "renew_documents",
    "restore_edition",
    "schedule_edition",
    "unschedule_edition",
    "withdraw_edition",
    "write_edition",
]
