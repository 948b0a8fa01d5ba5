"""Reads of reviews, a file a noun."""

from .boards import boards_for, standing
from .decisions import letters_of, released_decision, waiting_decisions
from .queues import advice_to_give, my_assignments, queue, state_counts, stood_in_for
from .rooms import leaving, possible_members, seats_of
from .rounds import round_now, round_words
from .rubrics import rubric_for
from .scores import ScoreRow, ScoreSheet, counted_reviews, score_sheet, summary_of
from .screening import checklist, support_of

__all__ = [
    "ScoreRow",
    "ScoreSheet",
    "advice_to_give",
    "boards_for",
    "checklist",
    "counted_reviews",
    "leaving",
    "letters_of",
    "my_assignments",
    "possible_members",
    "queue",
    "released_decision",
    "round_now",
    "round_words",
    "rubric_for",
    "score_sheet",
    "seats_of",
    "standing",
    "state_counts",
    "stood_in_for",
    "summary_of",
    "support_of",
    "waiting_decisions",
]
