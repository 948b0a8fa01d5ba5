"""Writes of reviews: the only place that changes them."""

from .assignments import assign, cancel, declare, possible_reviewers
from .boards import change_terms, close_board, keep_what_if, move, open_board, seat, unseat, write
from .decisions import decide, declare_interest
from .endorsement import (
    ask_advice,
    delegate,
    end_delegation,
    endorse,
    give_advice,
    possible_advisers,
    possible_delegates,
)
from .feedback import release_feedback
from .recommendations import approvers, recommend, reconsider
from .releases import cancel_release, change_letter, prepare_release, release
from .reserve import revisit, revisit_all
from .rubrics import load_rubric
from .scores import hand_in
from .screening import screen

__all__ = [
    "approvers",
    "ask_advice",
    "assign",
    "cancel",
    "cancel_release",
    "change_letter",
    "change_terms",
    "close_board",
    "decide",
    "declare",
    "declare_interest",
    "delegate",
    "end_delegation",
    "endorse",
    "give_advice",
    "hand_in",
    "keep_what_if",
    "load_rubric",
    "move",
    "open_board",
    "possible_advisers",
    "possible_delegates",
    "possible_reviewers",
    "prepare_release",
    "recommend",
    "reconsider",
    "release",
    "release_feedback",
    "revisit",
    "revisit_all",
    "screen",
    "seat",
    "unseat",
    "write",
]
