"""Writes of reviews: the only place that changes them."""

from .assignments import assign, cancel, declare, possible_reviewers
from .decisions import change_letter, decide, prepare_release, release
from .discussions import say
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
from .notes import forget_private_notes
from .recommendations import approvers, recommend, reconsider, revisit
from .reminders import remind_of_reviews
from .rubrics import load_rubric
from .scores import change_review, hand_in
from .screening import screen
from .sheets import write_note, write_score, write_sheet, write_sheets

__all__ = [
    "approvers",
    "ask_advice",
    "assign",
    "cancel",
    "change_letter",
    "change_review",
    "decide",
    "declare",
    "delegate",
    "end_delegation",
    "endorse",
    "forget_private_notes",
    "give_advice",
    "hand_in",
    "load_rubric",
    "possible_advisers",
    "possible_delegates",
    "possible_reviewers",
    "prepare_release",
    "recommend",
    "reconsider",
    "release",
    "release_feedback",
    "remind_of_reviews",
    "revisit",
    "say",
    "screen",
    "write_note",
    "write_score",
    "write_sheet",
    "write_sheets",
]
