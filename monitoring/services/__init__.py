"""Writing what a running project owes, says and spends. Other apps call these."""

from .checklist import answer_item
from .ledger import book_disbursement, return_unspent, reverse_entry
from .money import follow_plan, write_accounts, write_expenditure
from .reference import load_monitoring_reference
from .reports import (
    accept_report,
    certify_report,
    correct_report,
    drop_report,
    endorse_report,
    open_report,
    refuse_report,
    return_report,
    submit_report,
    take_back_report,
)
from .results import write_actual
from .schedule import make_schedule, parameters_for
from .standings import renew_standing, renew_standings
from .teams import name_member, remove_member
from .texts import write_text

__all__ = [
    "accept_report",
    "answer_item",
    "book_disbursement",
    "certify_report",
    "correct_report",
    "drop_report",
    "endorse_report",
    "follow_plan",
    "load_monitoring_reference",
    "make_schedule",
    "name_member",
    "open_report",
    "parameters_for",
    "refuse_report",
    "remove_member",
    "renew_standing",
    "renew_standings",
    "return_report",
    "return_unspent",
    "reverse_entry",
    "submit_report",
    "take_back_report",
    "write_accounts",
    "write_actual",
    "write_expenditure",
    "write_text",
]
