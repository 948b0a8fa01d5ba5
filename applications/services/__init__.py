"""Writes of proposals: the only place that changes them."""

from .concepts import decline, invite, keep_concept, send_concept, start_from_concept, withdraw_concept
from .copies import start_copy
from .letters import add_letter, remove_letter
from .partners import change_contacts, keep_partner, remove_partner
from .people import endorsers_of, officers, team_of
from .proposals import change_cover, check_eligibility, start
from .steps import send_back, withdraw
from .submissions import next_reference, submit
from .texts import write_section

__all__ = [
    "add_letter",
    "change_contacts",
    "change_cover",
    "check_eligibility",
    "decline",
    "endorsers_of",
    "invite",
    "keep_concept",
    "keep_partner",
    "next_reference",
    "officers",
    "remove_letter",
    "remove_partner",
    "send_back",
    "send_concept",
    "start",
    "start_copy",
    "start_from_concept",
    "submit",
    "team_of",
    "withdraw",
    "withdraw_concept",
    "write_section",
]
