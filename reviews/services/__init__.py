"""Writes of reviews: the only place that changes them."""

from .assessment import (
    approvers,
    assign,
    cancel,
    decide,
    declare,
    letter,
    load_criteria,
    possible_reviewers,
    recommend,
    reconsider,
    score,
    screen,
)
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

__all__ = [
    "approvers",
    "ask_advice",
    "assign",
    "cancel",
    "decide",
    "declare",
    "delegate",
    "end_delegation",
    "endorse",
    "give_advice",
    "letter",
    "load_criteria",
    "possible_advisers",
    "possible_delegates",
    "possible_reviewers",
    "recommend",
    "reconsider",
    "release_feedback",
    "score",
    "screen",
]
