"""Which pages explain reviews, boards and decisions (``core.help``)."""

from core.help import Help

REVIEWERS, OFFICERS, APPROVER = "help/reviewers", "help/officers", "help/approver"
PARTS = {
    (REVIEWERS, "declare"): ("mine", "recuse", "decline_review"),
    (REVIEWERS, "score"): ("assignment", "change", "hand_in", "changes"),
    (REVIEWERS, "offline"): ("offline", "download_sheets", "download_sheet", "upload_sheets", "apply_sheets", "pack"),
    (REVIEWERS, "profile"): ("profile", "tie", "end_tie"),
    (REVIEWERS, "advice"): ("advice",),
    (OFFICERS, "reviewers"): (
        *("ask", "ask_list", "ask_template", "ask_balance", "ask_confirm", "reviewers", "reviewer", "reviewer_tie"),
        *("conflicts", "conflicts_file"),
    ),
    (OFFICERS, "boards"): (
        *("boards", "open_board", "board", "ranking_file", "board_terms", "move", "close_board", "what_if"),
        *("keep_what_if", "kept_what_if", "meeting", "write_meeting", "seat", "unseat", "minutes"),
    ),
    (OFFICERS, "reserve"): ("reserve", "revisit"),
    (APPROVER, "decide"): ("decide", "interest", "reconsider"),
    ("help/endorsers", "endorse"): ("endorse",),
    ("help/endorsers", "help-of-others"): ("delegate", "end_delegation", "ask_advice"),
}  # fmt: skip
LETTERS = ("releases", "release", "letter", "print_letter", "letter_pdf", "cancel_release")


def help_pages():
    """The Fund's review, unless another part is named."""
    letters = Help(OFFICERS, "decisions", (("decide", Help(APPROVER, "letters")),))
    rubric = Help(OFFICERS, "publish-rules", (("keep_rulebook", Help("help/administrators", "rubric")),))
    return [
        ("reviews", Help(OFFICERS, "review")),
        *((f"reviews:{name}", Help(*place)) for place, names in PARTS.items() for name in names),
        *((f"reviews:{name}", letters) for name in LETTERS),
        *((f"reviews:{name}", rubric) for name in ("rubrics", "rubric")),
        ("reviews:discussion", Help(REVIEWERS, "discussion")),
    ]
