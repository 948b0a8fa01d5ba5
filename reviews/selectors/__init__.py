"""Reads of reviews, a file a noun."""

from .boards import boards_for, standing
from .decisions import (
    declared_interest,
    is_decided,
    letters_of,
    released_decision,
    released_decisions,
    unreleased_decision,
    waiting_decisions,
)
from .feedback import summary_of
from .memos import funds_of, memo_of
from .obstacles import obstacles
from .queues import advice_to_give, my_assignments, queue, state_counts, stood_in_for
from .reserve import Reserve, number_in_reserve, reserve_of
from .rooms import leaving, possible_members, seats_of
from .rubrics import rubric_for
from .scores import ScoreRow, ScoreSheet, counted_reviews, score_sheet

__all__ = [
    "Reserve",
    "ScoreRow",
    "ScoreSheet",
    "advice_to_give",
    "boards_for",
    "counted_reviews",
    "declared_interest",
    "funds_of",
    "is_decided",
    "leaving",
    "letters_of",
    "memo_of",
    "my_assignments",
    "number_in_reserve",
    "obstacles",
    "possible_members",
    "queue",
    "released_decision",
    "released_decisions",
    "reserve_of",
    "rubric_for",
    "score_sheet",
    "seats_of",
    "standing",
    "state_counts",
    "stood_in_for",
    "summary_of",
    "unreleased_decision",
    "waiting_decisions",
]
