"""Reads of applications: what pages show and what the rules are asked."""

from .answers import Sheet, answers_as_data, long_answer, sheet_of
from .carried import Carried, carried_over
from .clarifications import asked_in, round_of
from .comments import Discussion, discussion_on
from .concepts import carried_by, eligibility_of, exclusions, my_concepts, received_concepts, waiting_concepts
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
from .lists import drafts_of, in_region, my_applications, open_drafts
from .members import Team, handovers_to, invitation_of, invitations_to, know_team, team
from .messages import unread_messages
from .parts import address_of, parts_to_write, work_on
from .people import known_of
from .proposals import fitting_calls, own_version
from .readiness import Readiness, readiness, replay
from .reading import changes_of, read, read_draft, reading_of
from .submissions import changed_parts, changed_since, marks_of, proofs_of, receipt_facts, zones_of
from .task_list import task_list
from .texts import history_of, in_words, section_limits, texts_of, version_of, writers_of

__all__ = [
    "Carried",
    "Discussion",
    "Readiness",
    "Sheet",
    "Team",
    "address_of",
    "answers_as_data",
    "asked_in",
    "budget_facts",
    "carried_by",
    "carried_over",
    "changed_parts",
    "changed_since",
    "changes_of",
    "discussion_on",
    "documents_of",
    "drafts_of",
    "eligibility_of",
    "exclusions",
    "facts_of_drafts",
    "fitting_calls",
    "handovers_to",
    "history_of",
    "in_region",
    "in_words",
    "invitation_of",
    "invitations_to",
    "know_team",
    "known_of",
    "later_letters",
    "letters_missing",
    "letters_of",
    "letters_progress",
    "long_answer",
    "marks_of",
    "missing_documents",
    "my_applications",
    "my_concepts",
    "open_drafts",
    "open_request",
    "own_version",
    "parts_to_write",
    "progress_of_many",
    "proofs_of",
    "read",
    "read_draft",
    "readiness",
    "reading_of",
    "receipt_facts",
    "received_concepts",
    "removed_letters",
    "replay",
    "round_of",
    "section_limits",
    "sheet_of",
    "task_list",
    "team",
    "texts_of",
    "unread_messages",
    "version_of",
    "waiting_concepts",
    "work_on",
    "writers_of",
    "zones_of",
]
