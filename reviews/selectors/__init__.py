"""Reads of reviews, a file a noun."""

from .decisions import letters_of, released_decision, waiting_decisions
from .queues import advice_to_give, my_assignments, queue, state_counts, stood_in_for
from .rounds import round_now, round_words
from .rubrics import rubric_for
from .scores import ScoreRow, ScoreSheet, counted_reviews, score_sheet, summary_of
from .screening import checklist, support_of

__all__ = [
    "ScoreRow",
    "ScoreSheet",
    "advice_to_give",
    "checklist",
    "counted_reviews",
    "letters_of",
    "my_assignments",
    "queue",
    "released_decision",
    "round_now",
    "round_words",
    "rubric_for",
    "score_sheet",
    "state_counts",
    "stood_in_for",
    "summary_of",
    "support_of",
    "waiting_decisions",
]
