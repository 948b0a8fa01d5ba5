"""What reviewers may do now, by the review round that is on."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from ..models import Round

CLOSED = {"may_read": False, "may_score": False, "may_discuss": False, "sees_names": False, "sees_team": False}


def rounds_of(application):
    """The rounds that a proposal follows: those of its call, else those that name no call. One query."""
    found = list(Round.objects.filter(Q(call=application.call_id) | Q(call=None)))
    own = [one for one in found if one.call_id is not None]
    return own or found


def round_now(application, at=None):
    """The Round that counts for a proposal at a moment (default: now).

    Without any round the model's defaults hold; between rounds, before and after them reviewers may do nothing. Both are
    rounds that nobody saved (``pk`` None).
    """
    at, rounds = at or timezone.now(), rounds_of(application)
    if not rounds:
        return Round()
    on = [one for one in rounds if one.is_on(at)]
    return max(on, key=lambda one: one.position) if on else Round(**CLOSED, sees_others=Round.Others.NEVER)


@dataclass(frozen=True)
class RoundWords:
    """What a page says of the present round: the round itself, whether one is on, and when the next one begins."""

    round: Round
    is_on: bool
    next_at: datetime | None


def round_words(application):
    """The RoundWords of a proposal; None where nobody keeps rounds."""
    rounds, now = rounds_of(application), timezone.now()
    if not rounds:
        return None
    on = [one for one in rounds if one.is_on(now)]
    begins = min((one.opens_at for one in rounds if one.opens_at > now), default=None)
    return RoundWords(max(on, key=lambda one: one.position) if on else round_now(application, now), bool(on), begins)
