"""Which review round counts for a proposal at this moment."""

from django.db.models import Q
from django.utils import timezone

from ..models import Round


def round_now(application):
    """The Round that counts now; one in which nothing is allowed while rounds exist and none of them is on.

    A call with rounds of its own follows those, everything else the rounds without a call; of several that are on the one
    with the highest position counts. Where nobody has set up rounds, the defaults of the model hold (an unsaved Round).
    """
    rows = list(Round.objects.filter(Q(call=None) | Q(call=application.call_id)))
    rows = [row for row in rows if row.call_id is not None] or rows
    if not rows:
        return Round()
    now = timezone.now()
    on = [row for row in rows if row.opens_at <= now and (row.closes_at is None or now < row.closes_at)]
    return max(on, key=lambda row: row.position, default=None) or between_rounds()


def between_rounds():
    """Nothing is allowed: an unsaved Round."""
    return Round(
        may_read=False, may_score=False, sees_others=Round.Others.NEVER, sees_names=False, sees_team=False,
        may_discuss=False,
    )  # fmt: skip
