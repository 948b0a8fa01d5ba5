"""Reads of applications: what pages show and what the rules are asked."""

from .carried import Carried, carried_over
from .concepts import carried_by, eligibility_of, exclusions, my_concepts, received_concepts, waiting_concepts
from .facts import budget_facts, facts_of_drafts
from .lists import in_region, my_applications, open_drafts
from .people import known_of
from .proposals import fitting_calls, own_version
from .readiness import Readiness, readiness, replay
from .reading import changes_of, read
from .texts import section_limits, texts_of

__all__ = [
    "Carried",
    "Readiness",
    "budget_facts",
    "carried_by",
    "carried_over",
    "changes_of",
    "eligibility_of",
    "exclusions",
    "facts_of_drafts",
    "fitting_calls",
    "in_region",
    "known_of",
    "my_applications",
    "my_concepts",
    "open_drafts",
    "own_version",
    "read",
    "readiness",
    "received_concepts",
    "replay",
    "section_limits",
    "texts_of",
    "waiting_concepts",
]
