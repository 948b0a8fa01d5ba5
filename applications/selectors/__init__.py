"""Reads of applications: what pages show and what the rules are asked."""

from .documents import documents_of, missing_documents
from .facts import budget_facts, facts_of_drafts
from .letters import (
    later_letters,
    letters_missing,
    letters_of,
    letters_progress,
    open_request,
    progress_of_many,
    removed_letters,
)
from .lists import in_region, my_applications, open_drafts
from .readiness import Readiness, readiness, replay
from .reading import changes_of, read
from .texts import section_limits, texts_of

__all__ = [
    "Readiness",
    "budget_facts",
    "changes_of",
    "documents_of",
    "facts_of_drafts",
    "in_region",
    "later_letters",
    "letters_missing",
    "letters_of",
    "letters_progress",
    "missing_documents",
    "my_applications",
    "open_drafts",
    "open_request",
    "progress_of_many",
    "read",
    "readiness",
    "removed_letters",
    "replay",
    "section_limits",
    "texts_of",
]
