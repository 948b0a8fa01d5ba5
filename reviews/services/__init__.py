"""Writes of reviews: the only place that changes them."""

from .assignments import assign, cancel, declare, possible_reviewers
from .boards import change_terms, close_board, keep_what_if, move, open_board, seat, unseat, write
from .decisions import change_letter, decide, prepare_release, release
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
from .recommendations import approvers, recommend, reconsider, revisit
from .rubrics import load_rubric
from .scores import hand_in
from .screening import decline, screen

__all__ = [
    "approvers",
    "ask_advice",
    "assign",
    "cancel",
    "change_letter",
    "change_terms",
    "close_board",
    "decide",
    "declare",
    "decline",
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
    "screen",
    "seat",
    "unseat",
    "write",
]
