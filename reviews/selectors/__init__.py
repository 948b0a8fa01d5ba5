"""Reads of reviews, a file a noun."""

from .boards import (
    boards_for,
    standing,
)
from .decisions import (
    declared_interest,
    is_decided,
    letters_of,
    released_decisions,
    unreleased_decision,
    waiting_decisions,
)
from .desks import (
    desk_of,
    to_score,
)
from .discussions import (
    discussion_of,
    participants,
)
from .feedback import (
    summary_of,
)
from .memos import (
    funds_of,
    memo_of,
)
from .obstacles import (
    obstacles,
)
from .others import (
    reviews_for,
)
from .queues import (
    advice_to_give,
    my_assignments,
    queue,
    state_counts,
    stood_in_for,
)
from .reserve import (
    Reserve,
    number_in_reserve,
    reserve_of,
)
from .rights import (
    rights_of,
    rights_on,
)
from .rooms import (
    leaving,
    possible_members,
    seats_of,
)
from .rounds import (
    round_now,
    round_words,
)
from .rubrics import (
    rubric_for,
)
from .scores import (
    ScoreRow,
    ScoreSheet,
    counted_reviews,
    score_sheet,
)
from .screening import checklist
from .sheets import (
    before_handing_in,
    changes_since,
    marks_of,
    newer_submission,
    versions_of,
)
from .support import support_of

__all__ = [
    "Reserve",
    "ScoreRow",
    "ScoreSheet",
    "advice_to_give",
    "before_handing_in",
    "boards_for",
    "changes_since",
    "checklist",
    "counted_reviews",
    "declared_interest",
    "desk_of",
    "discussion_of",
    "funds_of",
    "is_decided",
    "leaving",
    "letters_of",
    "marks_of",
    "memo_of",
    "my_assignments",
    "newer_submission",
    "number_in_reserve",
    "obstacles",
    "participants",
    "possible_members",
    "queue",
    "released_decisions",
    "reserve_of",
    "reviews_for",
    "rights_of",
    "rights_on",
    "round_now",
    "round_words",
    "rubric_for",
    "score_sheet",
    "seats_of",
    "standing",
    "state_counts",
    "stood_in_for",
    "summary_of",
    "support_of",
    "to_score",
    "unreleased_decision",
    "versions_of",
    "waiting_decisions",
]
