"""Proposals: what is written, by whom, with which letters, and what was handed in."""

from .concepts import ConceptNote, ConceptState
from .letters import EndorsementLetter
from .members import Member
from .partners import Partner
from .proposals import EDITABLE, IN_REVIEW, Application, State, new_key
from .submissions import ReferenceCounter, Submission
from .texts import Section

__all__ = [
    "EDITABLE",
    "IN_REVIEW",
    "Application",
    "ConceptNote",
    "ConceptState",
    "EndorsementLetter",
    "Member",
    "Partner",
    "ReferenceCounter",
    "Section",
    "State",
    "Submission",
    "new_key",
]
