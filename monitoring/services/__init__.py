"""Writing what a running project owes, says and spends. Other apps call these."""

from .activities import write_activity
from .calendars import end_calendar, renew_calendar
from .checklist import answer_item
from .documents import add_document, remove_document
from .evidence import add_evidence, remove_evidence
from .frameworks import accept_framework, deliver_framework, return_framework
from .ledger import book_disbursement, return_unspent, reverse_entry
from .money import follow_plan, write_accounts, write_expenditure
from .rating import rate
from .reference import load_monitoring_reference
from .reminders import remind_of_duties
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
from .risks import write_risk
from .schedule import ask_for_report, make_schedule, parameters_for, reschedule, settle
from .teams import name_member, remove_member
from .texts import be_present, restore_text, write_text

__all__ = [
    "accept_framework",
    "accept_report",
    "add_document",
    "add_evidence",
    "answer_item",
    "ask_for_report",
    "be_present",
    "book_disbursement",
    "certify_report",
    "correct_report",
    "deliver_framework",
    "drop_report",
    "end_calendar",
    "endorse_report",
    "follow_plan",
    "load_monitoring_reference",
    "make_schedule",
    "name_member",
    "open_report",
    "parameters_for",
    "rate",
    "refuse_report",
    "remind_of_duties",
    "remove_document",
    "remove_evidence",
    "remove_member",
    "renew_calendar",
    "reschedule",
    "restore_text",
    "return_framework",
    "return_report",
    "return_unspent",
    "reverse_entry",
    "settle",
    "submit_report",
    "take_back_report",
    "write_accounts",
    "write_activity",
    "write_actual",
    "write_expenditure",
    "write_risk",
    "write_text",
]
