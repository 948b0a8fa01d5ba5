"""Reads of applications: what pages show and what the rules are asked."""

from .answers import Sheet, answers_as_data, sheet_of
from .facts import budget_facts, facts_of_drafts
from .lists import in_region, my_applications, open_drafts
from .readiness import Readiness, readiness, replay
from .reading import changes_of, read
from .texts import section_limits, texts_of

__all__ = [
    "Readiness",
    "Sheet",
    "answers_as_data",
    "budget_facts",
    "changes_of",
    "facts_of_drafts",
    "in_region",
    "my_applications",
    "open_drafts",
    "read",
    "readiness",
    "replay",
    "section_limits",
    "sheet_of",
    "texts_of",
]
