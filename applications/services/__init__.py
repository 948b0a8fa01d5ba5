"""Writes of proposals: the only place that changes them."""

from .answers import Given, answer_questions
from .letters import add_letter, remove_letter
from .people import endorsers_of, officers, team_of
from .proposals import change_cover, check_eligibility, start
from .question_sets import (
    begin_version,
    discard_version,
    duplicate_question,
    keep_question,
    move_question,
    publish_version,
    remove_question,
)
from .steps import send_back, withdraw
from .submissions import next_reference, submit
from .texts import write_section

__all__ = [
    "Given",
    "add_letter",
    "answer_questions",
    "begin_version",
    "change_cover",
    "check_eligibility",
    "discard_version",
    "duplicate_question",
    "endorsers_of",
    "keep_question",
    "move_question",
    "next_reference",
    "officers",
    "publish_version",
    "remove_letter",
    "remove_question",
    "send_back",
    "start",
    "submit",
    "team_of",
    "withdraw",
    "write_section",
]
