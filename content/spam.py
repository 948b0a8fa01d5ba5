"""The defences of public forms, without third parties: a ticket with a time, a trap, a look at links. Pure.

Nothing is ever dropped for what these find: what looks odd is held until a person has looked at it.
"""

import hashlib
import json
import re
import secrets
import time

from django.core import signing

from .models import Doubt

SALT = "content.spam"
LEAST_SECONDS = 3  # nobody reads, types and sends faster
MOST_SECONDS = 24 * 60 * 60  # a form that was open longer is sent once more
MOST_LINKS = 2
LINK = re.compile(r"https?://|\bwww\.|<a\s|\[url", re.IGNORECASE)


class StaleTicket(ValueError):
    """The ticket is too old, or none of ours."""


def new_ticket(*, seconds_ago=0):
    """What a form carries: when it was opened, and a number by which its sendings are told from others'."""
    return signing.dumps([secrets.token_urlsafe(12), int(time.time()) - seconds_ago], salt=SALT)


def read_ticket(ticket):
    """(number of the form, seconds since it was opened). Raises StaleTicket."""
    try:
        number, opened = signing.loads(ticket, salt=SALT, max_age=MOST_SECONDS)
    except signing.BadSignature as error:
        raise StaleTicket from error
    return number, time.time() - opened


def key_of(number, data):
    """One key for each form and content: a double click gives the same, the same form with other words another."""
    content = json.dumps([number, data], sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()


def doubts_about(*, seconds, trap, texts):
    """Codes of ``Doubt`` for a sending: how long the form was open, what stood in the trap, all that was written."""
    links = sum(len(LINK.findall(text)) for text in texts)
    found = {Doubt.TRAP: bool(trap), Doubt.QUICK: seconds < LEAST_SECONDS, Doubt.LINKS: links > MOST_LINKS}
    return [code.value for code, is_so in found.items() if is_so]
