"""Writes of proposals: the only place that changes them."""

from .documents import (
    add_document,
    describe_document,
    remove_document,
    replace_document,
    restore_document,
    tell_of_virus,
)
from .letter_requests import answer_letter_request, request_letter, revoke_letter_request, send_letter_request_again
from .letters import add_later_letter, add_letter, remove_letter, restore_letter
from .people import authors_of, endorsers_of, officers, team_of
from .proposals import change_cover, check_eligibility, cover_values, plain, start
from .steps import send_back, withdraw
from .submissions import next_reference, submit
from .texts import be_present, restore_text, write_section

__all__ = [
    "add_document",
    "add_later_letter",
    "add_letter",
    "answer_letter_request",
    "authors_of",
    "be_present",
    "change_cover",
    "check_eligibility",
    "cover_values",
    "describe_document",
    "endorsers_of",
    "next_reference",
    "officers",
    "plain",
    "remove_document",
    "remove_letter",
    "replace_document",
    "request_letter",
    "restore_document",
    "restore_letter",
    "restore_text",
    "revoke_letter_request",
    "send_back",
    "send_letter_request_again",
    "start",
    "submit",
    "team_of",
    "tell_of_virus",
    "withdraw",
    "write_section",
]
