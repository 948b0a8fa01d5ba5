"""Writing the site's pages, its news and its glossary, and what comes of what people write through it."""

from . import articles, newsletter, photos
from .documents import count_download, note_document, renew_documents
from .enquiries import (
    answer_enquiry,
    assign_enquiry,
    continue_enquiry,
    note_enquiry,
    receive_enquiry,
    step_enquiry,
)
from .glossary import keep_term, load_terms, remove_term, shipped_terms
from .letters import keep_mailbox, wipe_letters
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
from .pledges import note_pledge, plan_pledge, receive_pledge, step_pledge

__all__ = [
    "answer_enquiry",
    "articles",
    "assign_enquiry",
    "begin_edition",
    "check_edition",
    "check_links",
    "check_links_now",
    "continue_enquiry",
    "count_download",
    "drop_edition",
    "keep_mailbox",
    "keep_page",
    "keep_term",
    "load_pages",
    "load_terms",
    "move_page",
    "newsletter",
    "note_document",
    "note_enquiry",
    "note_pledge",
    "photos",
    "plan_pledge",
    "publish_due",
    "publish_edition",
    "receive_enquiry",
    "receive_pledge",
    "remove_term",
    "renew_documents",
    "restore_edition",
    "schedule_edition",
    "shipped_terms",
    "step_enquiry",
    "step_pledge",
    "unschedule_edition",
    "wipe_letters",
    "withdraw_edition",
    "write_edition",
]
