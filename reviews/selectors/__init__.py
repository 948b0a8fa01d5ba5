"""Reads of reviews, a file a noun."""

from .boards import boards_for, standing
from .decisions import letters_of, released_decision, waiting_decisions
from .desks import desk_of, to_score
from .discussions import discussion_of, participants
from .others import reviews_for
from .queues import advice_to_give, my_assignments, queue, state_counts, stood_in_for
from .rights import rights_of, rights_on
from .rooms import leaving, possible_members, seats_of
from .rounds import round_now, round_words
from .rubrics import rubric_for
from .scores import ScoreRow, ScoreSheet, counted_reviews, score_sheet, summary_of
from .screening import checklist, support_of
from .sheets import before_handing_in, changes_since, marks_of, newer_submission, versions_of

__all__ = [
    "ScoreRow",
    "ScoreSheet",
    "advice_to_give",
    "before_handing_in",
    "boards_for",
    "changes_since",
    "checklist",
    "counted_reviews",
    "desk_of",
    "discussion_of",
    "leaving",
    "letters_of",
    "marks_of",
    "my_assignments",
    "newer_submission",
    "participants",
    "possible_members",
    "queue",
    "released_decision",
    "reviews_for",
    "rights_of",
    "rights_on",
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
    "to_score",
    "versions_of",
    "waiting_decisions",
]
