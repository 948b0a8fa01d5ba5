"""Writes of proposals: the only place that changes them."""

from .letters import add_letter, remove_letter
from .people import authors_of, endorsers_of, officers, team_of
from .proposals import change_cover, check_eligibility, cover_values, plain, start
from .steps import send_back, withdraw
from .submissions import next_reference, submit
from .texts import be_present, restore_text, write_section

__all__ = [
    "add_letter",
    "authors_of",
    "be_present",
    "change_cover",
    "check_eligibility",
    "cover_values",
    "endorsers_of",
    "next_reference",
    "officers",
    "plain",
    "remove_letter",
    "restore_text",
    "send_back",
    "start",
    "submit",
    "team_of",
    "withdraw",
    "write_section",
]
