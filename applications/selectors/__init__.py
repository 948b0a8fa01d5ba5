"""Reads of applications: what pages show and what the rules are asked."""

from .comments import Discussion, discussion_on
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
from .members import Team, handovers_to, invitation_of, invitations_to, team
from .parts import address_of_part, notes_on_parts, parts_to_write
from .readiness import Readiness, readiness, replay
from .reading import changes_of, read
from .texts import history_of, section_limits, texts_of, version_of, writers_of

__all__ = [
    "Discussion",
    "Readiness",
    "Team",
    "address_of_part",
    "budget_facts",
    "changes_of",
    "discussion_on",
    "documents_of",
    "facts_of_drafts",
    "handovers_to",
    "history_of",
    "in_region",
    "invitation_of",
    "invitations_to",
    "later_letters",
    "letters_missing",
    "letters_of",
    "letters_progress",
    "missing_documents",
    "my_applications",
    "notes_on_parts",
    "open_drafts",
    "open_request",
    "parts_to_write",
    "progress_of_many",
    "read",
    "readiness",
    "removed_letters",
    "replay",
    "section_limits",
    "team",
    "texts_of",
    "version_of",
    "writers_of",
]
