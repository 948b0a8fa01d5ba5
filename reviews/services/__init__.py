"""Writes of reviews: the only place that changes them."""

from .assignments import (
    Wish,
    ask,
    assign,
    cancel,
    sort_out,
)
from .boards import (
    change_terms,
    close_board,
    keep_what_if,
    move,
    open_board,
    seat,
    unseat,
    write,
)
from .decisions import (
    decide,
    declare_interest,
)
from .declarations import (
    declare,
    decline_review,
)
from .discussions import (
    say,
)
from .endorsement import (
    ask_advice,
    delegate,
    end_delegation,
    endorse,
    give_advice,
    possible_advisers,
    possible_delegates,
)
from .feedback import (
    release_feedback,
)
from .notes import (
    forget_private_notes,
)
from .recommendations import (
    approvers,
    recommend,
    reconsider,
)
from .releases import (
    cancel_release,
    change_letter,
    prepare_release,
    release,
)
from .reminders import (
    remind_of_reviews,
)
from .reserve import (
    revisit,
    revisit_all,
)
from .reviewers import (
    add_tie,
    end_tie,
    keep_profile,
)
from .rubrics import (
    draft_rubric,
    keep_rubric,
    load_rubric,
    publish_rubric,
)
from .scores import (
    change_review,
    hand_in,
)
from .screening import (
    decline,
    screen,
)
from .sheets import (
    write_note,
    write_score,
    write_sheet,
    write_sheets,
)

__all__ = [
    "Wish",
    "add_tie",
    "approvers",
    "ask",
    "ask_advice",
    "assign",
    "cancel",
    "cancel_release",
    "change_letter",
    "change_review",
    "change_terms",
    "close_board",
    "decide",
    "declare",
    "declare_interest",
    "decline",
    "decline_review",
    "delegate",
    "draft_rubric",
    "end_delegation",
    "end_tie",
    "endorse",
    "forget_private_notes",
    "give_advice",
    "hand_in",
    "keep_profile",
    "keep_rubric",
    "keep_what_if",
    "load_rubric",
    "move",
    "open_board",
    "possible_advisers",
    "possible_delegates",
    "prepare_release",
    "publish_rubric",
    "recommend",
    "reconsider",
    "release",
    "release_feedback",
    "remind_of_reviews",
    "revisit",
    "revisit_all",
    "say",
    "screen",
    "seat",
    "sort_out",
    "unseat",
    "write",
    "write_note",
    "write_score",
    "write_sheet",
    "write_sheets",
]
