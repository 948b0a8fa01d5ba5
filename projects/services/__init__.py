"""Writing funded projects, their public records and the amendments of their plans, one file for each noun."""

from .amendments import (
    amend,
    approve_amendment,
    as_token,
    confirm_amendment,
    return_amendment,
    submit_amendment,
    withdraw_amendment,
)
from .bulk import bring_in, take_away
from .imports import ImportReport, import_projects
from .projects import activate, award, change_manager
from .publications import prepare, publish, return_publication, unpublish, withdraw_publication
from .records import refresh, refresh_all, refresh_missing, remove_all
from .steps import cancel, close, complete, resume, suspend, told_of
from .stories import keep_story
from .synonyms import keep_synonyms, load_synonyms, remove_synonyms
from .terms import change_terms, end_after, record_agreement

__all__ = [
    "ImportReport",
    "activate",
    "amend",
    "approve_amendment",
    "as_token",
    "award",
    "bring_in",
    "cancel",
    "change_manager",
    "change_terms",
    "close",
    "complete",
    "confirm_amendment",
    "end_after",
    "import_projects",
    "keep_story",
    "keep_synonyms",
    "load_synonyms",
    "prepare",
    "publish",
    "record_agreement",
    "refresh",
    "refresh_all",
    "refresh_missing",
    "remove_all",
    "remove_synonyms",
    "resume",
    "return_amendment",
    "return_publication",
    "submit_amendment",
    "suspend",
    "take_away",
    "told_of",
    "unpublish",
    "withdraw_amendment",
    "withdraw_publication",
]
