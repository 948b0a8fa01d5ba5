"""Proposals: what is written, by whom, with which letters, and what was handed in."""

from .documents import Document, DocumentVersion
from .letters import EndorsementLetter, LetterRequest
from .members import Member
from .proposals import EDITABLE, IN_REVIEW, Application, State, new_key
from .submissions import ReferenceCounter, Submission
from .texts import Section

__all__ = [
    "EDITABLE",
    "IN_REVIEW",
    "Application",
    "Document",
    "DocumentVersion",
    "EndorsementLetter",
    "LetterRequest",
    "Member",
    "ReferenceCounter",
    "Section",
    "State",
    "Submission",
    "new_key",
]
