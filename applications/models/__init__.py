"""Proposals: what is written, by whom, with which letters, and what was handed in."""

from .answers import Answer
from .letters import EndorsementLetter
from .members import Member
from .proposals import EDITABLE, IN_REVIEW, Application, State, new_key
from .questions import Choice, Question, QuestionSet
from .submissions import ReferenceCounter, Submission
from .texts import Section

__all__ = [
    "EDITABLE",
    "IN_REVIEW",
    "Answer",
    "Application",
    "Choice",
    "EndorsementLetter",
    "Member",
    "Question",
    "QuestionSet",
    "ReferenceCounter",
    "Section",
    "State",
    "Submission",
    "new_key",
]
