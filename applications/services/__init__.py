"""Writes of proposals: the only place that changes them."""

from .clarifications import answer, ask, remind_of_questions, write_answers
from .letters import add_letter, remove_letter
from .messages import read_messages, write_message
from .people import endorsers_of, officers, team_of
from .proposals import change_cover, check_eligibility, start
from .steps import decline, send_back, withdraw
from .submissions import next_reference, submit
from .texts import write_section

__all__ = [
    "add_letter",
    "answer",
    "ask",
    "change_cover",
    "check_eligibility",
    "decline",
    "endorsers_of",
    "next_reference",
    "officers",
    "read_messages",
    "remind_of_questions",
    "remove_letter",
    "send_back",
    "start",
    "submit",
    "team_of",
    "withdraw",
    "write_answers",
    "write_message",
    "write_section",
]
