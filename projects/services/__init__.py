"""Writing funded projects, their public records and the amendments of their plans, one file for each noun."""

from .amendments import amend, approve_amendment, return_amendment, submit_amendment, withdraw_amendment
from .bulk import bring_in, take_away
from .imports import ImportReport, import_projects
from .projects import activate, award, change_manager
from .publications import prepare, publish, return_publication, unpublish, withdraw_publication
from .records import refresh, refresh_all, refresh_missing, remove_all
from .steps import cancel, close, complete, resume, suspend, told_of
from .stories import keep_story
from .synonyms import keep_synonyms, load_synonyms, remove_synonyms

__all__ = [
    "ImportReport",
    "activate",
    "amend",
    "approve_amendment",
    "award",
    "bring_in",
    "cancel",
    "change_manager",
    "close",
    "complete",
    "import_projects",
    "keep_story",
    "keep_synonyms",
    "load_synonyms",
    "prepare",
    "publish",
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
