"""Which pages explain reports, duties, money and evaluations (``core.help``)."""

from core.help import Help

MANAGERS, OFFICERS, ENDORSERS = "help/project-managers", "help/officers", "help/endorsers"
READ = (("endorse", Help(ENDORSERS, "reports")), ("see_all", Help(OFFICERS, "reports")))
PARTS = {
    "calendar": ("calendar", "calendar_address", "calendar_file"),
    "begin": (
        *("duty", "deliver_framework", "answer_framework", "people", "manager", "remove_person", "documents"),
        *("document_file", "remove_document", "agreement"),
    ),
    "money": ("money", "follow_plan", "workbook", "download_workbook", "checklist"),
}  # fmt: skip
BOOKS = ("ledger", "disburse", "ledger_file", "reverse_entry")
READING = (
    *("queue", "read", "file", "comments", "comments_on", "answer_comment", "resolve_comment", "reopen_comment"),
    *("endorse", "return", "accept", "drift", "ask_for_report", "report"),
)
CLOSING = ("completion_form", "closing", "return_money", "closing_summary", "tick")


def help_pages():
    """A report for its writers and for its readers; evaluations for both, too."""
    evaluations = (("see_all", Help(OFFICERS, "evaluations")),)
    books = Help(MANAGERS, "money", (("see_all", Help(OFFICERS, "money")),))
    portfolio = Help(OFFICERS, "portfolio")
    return [
        ("monitoring", Help(MANAGERS, "report")),
        *((f"monitoring:{name}", Help(MANAGERS, part)) for part, names in PARTS.items() for name in names),
        *((f"monitoring:{name}", books) for name in BOOKS),
        *((f"monitoring:{name}", Help(MANAGERS, "report", READ)) for name in READING),
        *((f"monitoring:{name}", portfolio) for name in ("portfolio", "portfolio_file")),
        ("evaluations", Help(MANAGERS, "evaluation", evaluations)),
        *((f"evaluations:{name}", Help(MANAGERS, "closing", evaluations)) for name in CLOSING),
    ]
