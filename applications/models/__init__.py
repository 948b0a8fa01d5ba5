"""Proposals: what is written, by whom, with which letters, and what was handed in."""

from .letters import EndorsementLetter
from .members import Member
from .proposals import EDITABLE, IN_REVIEW, Application, State, new_key
from .submissions import ReferenceCounter, Submission
from .texts import Presence, Section, TextRevision

__all__ = [
    "EDITABLE",
    "IN_REVIEW",
    "Application",
    "EndorsementLetter",
    "Member",
    "Presence",
    "ReferenceCounter",
    "Section",
    "State",
    "Submission",
    "TextRevision",
    "new_key",
]
