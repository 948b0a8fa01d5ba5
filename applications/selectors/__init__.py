"""Reads of applications: what pages show and what the rules are asked."""

from .clarifications import asked_in, round_of
from .facts import budget_facts, facts_of_drafts
from .lists import in_region, my_applications, open_drafts
from .messages import unread_messages
from .readiness import Readiness, readiness, replay
from .reading import changes_of, read, read_draft, reading_of
from .submissions import changed_parts, changed_since, marks_of, proofs_of, receipt_facts, zones_of
from .texts import section_limits, texts_of

__all__ = [
    "Readiness",
    "asked_in",
    "budget_facts",
    "changed_parts",
    "changed_since",
    "changes_of",
    "facts_of_drafts",
    "in_region",
    "marks_of",
    "my_applications",
    "open_drafts",
    "proofs_of",
    "read",
    "read_draft",
    "readiness",
    "reading_of",
    "receipt_facts",
    "replay",
    "round_of",
    "section_limits",
    "texts_of",
    "unread_messages",
    "zones_of",
]
