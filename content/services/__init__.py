"""Writing the site's pages and its glossary."""

from .glossary import keep_term, load_terms, remove_term, shipped_terms
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
    "keep_term",
    "load_pages",
    "load_terms",
    "move_page",
    "publish_due",
    "publish_edition",
    "remove_term",
    "restore_edition",
    "schedule_edition",
    "shipped_terms",
    "unschedule_edition",
    "withdraw_edition",
    "write_edition",
]
