"""Proposals: what is written, by whom, with which letters, and what was handed in."""

from .comments import CHANGEABLE_FOR, Comment, Thread
from .documents import Document, DocumentVersion
from .handovers import Handover
from .invitations import Invitation, digest_of
from .letters import EndorsementLetter, LetterRequest
from .members import FormerMember, Member
from .proposals import EDITABLE, IN_REVIEW, Application, State, new_key
from .responsibilities import Responsibility
from .submissions import ReferenceCounter, Submission
from .texts import Presence, Section, TextRevision

__all__ = [
    "CHANGEABLE_FOR",
    "EDITABLE",
    "IN_REVIEW",
    "Application",
    "Comment",
    "Document",
    "DocumentVersion",
    "EndorsementLetter",
    "FormerMember",
    "Handover",
    "Invitation",
    "LetterRequest",
    "Member",
    "Presence",
    "ReferenceCounter",
    "Responsibility",
    "Section",
    "State",
    "Submission",
    "TextRevision",
    "Thread",
    "digest_of",
    "new_key",
]
