"""Writes of proposals: the only place that changes them."""

from .answers import Given, answer_questions, restore_answer
from .clarifications import answer, ask, remind_of_questions, write_answers
from .concepts import decline_concept, invite_concept, keep_concept, send_concept, start_from_concept, withdraw_concept
from .copies import start_copy
from .documents import (
    add_document,
    describe_document,
    load_document_kinds,
    remove_document,
    replace_document,
    restore_document,
    tell_of_virus,
)
from .letter_requests import answer_letter_request, request_letter, revoke_letter_request, send_letter_request_again
from .letters import add_later_letter, add_letter, remove_letter, restore_letter
from .messages import read_messages, write_message
from .partners import change_contacts, keep_partner, remove_partner
from .people import authors_of, endorsers_of, officers, team_of
from .proposals import change_cover, check_eligibility, cover_values, plain, start
from .question_sets import (
    begin_version,
    discard_version,
    duplicate_question,
    keep_question,
    move_question,
    publish_version,
    remove_question,
)
from .steps import decline, send_back, withdraw
from .submissions import next_reference, submit
from .texts import be_present, restore_text, write_section

__all__ = [
    "Given",
    "add_document",
    "add_later_letter",
    "add_letter",
    "answer",
    "answer_letter_request",
    "answer_questions",
    "ask",
    "authors_of",
    "be_present",
    "begin_version",
    "change_contacts",
    "change_cover",
    "check_eligibility",
    "cover_values",
    "decline",
    "decline_concept",
    "describe_document",
    "discard_version",
    "duplicate_question",
    "endorsers_of",
    "invite_concept",
    "keep_concept",
    "keep_partner",
    "keep_question",
    "load_document_kinds",
    "move_question",
    "next_reference",
    "officers",
    "plain",
    "publish_version",
    "read_messages",
    "remind_of_questions",
    "remove_document",
    "remove_letter",
    "remove_partner",
    "remove_question",
    "replace_document",
    "request_letter",
    "restore_answer",
    "restore_document",
    "restore_letter",
    "restore_text",
    "revoke_letter_request",
    "send_back",
    "send_concept",
    "send_letter_request_again",
    "start",
    "start_copy",
    "start_from_concept",
    "submit",
    "team_of",
    "tell_of_virus",
    "withdraw",
    "withdraw_concept",
    "write_answers",
    "write_message",
    "write_section",
]
