"""Which pages explain concept notes, proposals and their questions (``core.help``)."""

from core.help import Help

APPLICANTS, ENDORSERS, OFFICERS = "help/applicants", "help/endorsers", "help/officers"
BY_READERS = (
    ("endorse", Help(ENDORSERS, "endorse")),
    ("review", Help("help/reviewers", "declare")),
    ("decide", Help("help/approver", "decide")),
    ("see_all", Help(OFFICERS, "review")),
)
ANSWERED = (("endorse", Help(ENDORSERS, "concepts")), ("see_all", Help(OFFICERS, "concepts")))
PARTS = {
    "start": ("start", "copy", "carried"),
    "contacts": ("cover", "contacts", "add_partner", "change_partner", "remove_partner"),
    "letters": (
        *("letters", "letter", "later_letters", "ask_letter", "ask_letter_again", "revoke_letter_request"),
        *("restore_letter", "remove_letter"),
    ),
    "documents": (
        "documents", "document", "document_file", "replace_document", "remove_document", "restore_document",
    ),
    "questions": ("questions", "questions_presence", "answer_history", "answer_version", "answer_file"),
    "team": (
        *("people", "leave", "hand_over", "cancel_offer", "member", "remove_member", "offer", "send_again", "revoke"),
        *("divide", "invited", "switch_account", "invitation_link", "invitation"),
    ),
    "comments": ("comments", "comments_on", "answer", "resolve", "reopen", "change_comment", "delete_comment"),
    "submit": ("check", "readiness", "receipt", "receipt_of", "receipt_file"),
    "afterwards": ("withdraw", "clarification", "submission_file"),
    "concept": ("concepts", "begin_concept", "edit_concept", "send_concept", "withdraw_concept", "start_from_concept"),
}  # fmt: skip
QUESTION_SETS = (
    *("question_set", "begin_questions", "publish_questions", "discard_questions", "preview_questions", "add_question"),
    *("question_version", "edit_question", "move_question", "duplicate_question", "remove_question", "answers_file"),
)


def help_pages():
    """The texts of a proposal, unless another part is named; what others read of it, by what they do with it."""
    afterwards = Help(APPLICANTS, "afterwards", BY_READERS)
    answering = Help(ENDORSERS, "return", (("see_all", Help(OFFICERS, "review")),))
    return [
        ("applications", Help(APPLICANTS, "write")),
        ("applications:list", Help(APPLICANTS, "start", (("see_all", Help(OFFICERS, "review")),))),
        *((f"applications:{name}", Help(APPLICANTS, part)) for part, names in PARTS.items() for name in names),
        *((f"applications:{name}", Help(OFFICERS, "questions")) for name in QUESTION_SETS),
        *((f"applications:{name}", afterwards) for name in ("detail", "read", "changes", "file", "messages")),
        ("applications:concept", Help(APPLICANTS, "concept", ANSWERED)),
        *(
            (f"applications:{name}", Help(ENDORSERS, "concepts", (("see_all", Help(OFFICERS, "concepts")),)))
            for name in ("concepts_received", "invite_concept", "decline_concept")
        ),
        ("applications:to_endorse", Help(ENDORSERS, "endorse")),
        *((f"applications:{name}", answering) for name in ("return", "decline", "ask")),
    ]
