"""Proposals: what is written, by whom, with which letters, and what was handed in."""

from .answers import Answer
from .clarifications import Clarification, ClarificationQuestion
from .comments import CHANGEABLE_FOR, Comment, Thread
from .concepts import ConceptNote, ConceptState
from .documents import Document, DocumentKind, DocumentVersion
from .handovers import Handover
from .invitations import Invitation, digest_of
from .letters import EndorsementLetter, LetterRequest
from .members import FormerMember, Member
from .messages import Message, MessageReading
from .partners import Partner
from .proposals import EDITABLE, IN_REVIEW, Application, State, new_key
from .questions import Choice, Question, QuestionSet
from .responsibilities import Responsibility
from .submissions import ReferenceCounter, Submission
from .texts import Presence, Section, TextRevision

__all__ = [
    "CHANGEABLE_FOR",
    "EDITABLE",
    "IN_REVIEW",
    "Answer",
    "Application",
    "Choice",
    "Clarification",
    "ClarificationQuestion",
    "Comment",
    "ConceptNote",
    "ConceptState",
    "Document",
    "DocumentKind",
    "DocumentVersion",
    "EndorsementLetter",
    "FormerMember",
    "Handover",
    "Invitation",
    "LetterRequest",
    "Member",
    "Message",
    "MessageReading",
    "Partner",
    "Presence",
    "Question",
    "QuestionSet",
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
