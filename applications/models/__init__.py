"""Proposals: what is written, by whom, with which letters, and what was handed in."""

from .clarifications import Clarification, ClarificationQuestion
from .letters import EndorsementLetter
from .members import Member
from .messages import Message, MessageReading
from .proposals import EDITABLE, IN_REVIEW, Application, State, new_key
from .submissions import ReferenceCounter, Submission
from .texts import Section

__all__ = [
    "EDITABLE",
    "IN_REVIEW",
    "Application",
    "Clarification",
    "ClarificationQuestion",
    "EndorsementLetter",
    "Member",
    "Message",
    "MessageReading",
    "ReferenceCounter",
    "Section",
    "State",
    "Submission",
    "new_key",
]
