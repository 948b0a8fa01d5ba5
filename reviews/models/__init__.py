"""What assessing and deciding leave behind, a file a noun."""

from .assignments import Assignment
from .boards import Board, BoardMember, Move, ShareFloor, Simulation
from .decisions import Decision, DecisionRecord, Feedback, Letter, Release
from .declarations import Declaration
from .discussions import Discussed, Remark
from .interests import Interest
from .offices import Advice, Delegation, Endorsement
from .recommendations import Recommendation
from .reviewers import ReviewerProfile, Tie
from .rounds import Round
from .rubrics import Criterion, Rubric, ScaleStep
from .scores import Review, Score
from .screenings import Refusal, Screening

__all__ = [
    "Advice",
    "Assignment",
    "Board",
    "BoardMember",
    "Criterion",
    "Decision",
    "DecisionRecord",
    "Declaration",
    "Delegation",
    "Discussed",
    "Endorsement",
    "Feedback",
    "Interest",
    "Letter",
    "Move",
    "Recommendation",
    "Refusal",
    "Release",
    "Remark",
    "Review",
    "ReviewerProfile",
    "Round",
    "Rubric",
    "ScaleStep",
    "Score",
    "Screening",
    "ShareFloor",
    "Simulation",
    "Tie",
]
