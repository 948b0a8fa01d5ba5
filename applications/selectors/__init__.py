"""Reads of applications: what pages show and what the rules are asked."""

from .facts import budget_facts, facts_of_drafts
from .lists import in_region, my_applications, open_drafts
from .readiness import Readiness, readiness, replay
from .reading import changes_of, read
from .texts import history_of, section_limits, texts_of, version_of, writers_of

__all__ = [
    "Readiness",
    "budget_facts",
    "changes_of",
    "facts_of_drafts",
    "history_of",
    "in_region",
    "my_applications",
    "open_drafts",
    "read",
    "readiness",
    "replay",
    "section_limits",
    "texts_of",
    "version_of",
    "writers_of",
]
