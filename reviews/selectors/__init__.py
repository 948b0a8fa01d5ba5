"""Reads of reviews, a file a noun."""

from .decisions import declared_interest, is_decided, letters_of, released_decision, released_decisions, waiting_decisions
from .feedback import summary_of
from .obstacles import obstacles
from .queues import advice_to_give, my_assignments, queue, state_counts, stood_in_for
from .rubrics import rubric_for
from .scores import ScoreRow, ScoreSheet, counted_reviews, score_sheet

__all__ = [
    "ScoreRow",
    "ScoreSheet",
    "advice_to_give",
    "counted_reviews",
    "declared_interest",
    "is_decided",
    "letters_of",
    "my_assignments",
    "obstacles",
    "queue",
    "released_decision",
    "released_decisions",
    "rubric_for",
    "score_sheet",
    "state_counts",
    "stood_in_for",
    "summary_of",
    "waiting_decisions",
]
