"""Writing what a running project owes, says and spends. Other apps call these."""

from .activities import write_activity
from .calendars import end_calendar, renew_calendar
from .checklist import answer_item
from .closing import fill_in_form, release_unspent, tick, untick
from .documents import add_document, remove_document
from .evaluations import (
    accept_evaluation,
    change_evaluation,
    commission_evaluation,
    follow_up,
    plan_evaluation,
    report_evaluation,
    respond_evaluation,
    return_evaluation,
    return_response,
    show_evaluation,
)
from .evidence import add_evidence, remove_evidence
from .findings import answer, keep_finding, keep_recommendation, remove_finding, remove_recommendation, write_ratings
from .frameworks import accept_framework, deliver_framework, return_framework
from .ledger import book_disbursement, return_unspent, reverse_entry
from .lessons import keep_lesson, publish_lesson, remove_lesson, withdraw_lesson
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
from .standings import renew_standing, renew_standings
from .teams import name_member, remove_member
from .texts import be_present, restore_text, write_text

__all__ = [
    "accept_evaluation",
    "accept_framework",
    "accept_report",
    "add_document",
    "add_evidence",
    "answer",
    "answer_item",
    "ask_for_report",
    "be_present",
    "book_disbursement",
    "certify_report",
    "change_evaluation",
    "commission_evaluation",
    "correct_report",
    "deliver_framework",
    "drop_report",
    "end_calendar",
    "endorse_report",
    "fill_in_form",
    "follow_plan",
    "follow_up",
    "keep_finding",
    "keep_lesson",
    "keep_recommendation",
    "load_monitoring_reference",
    "make_schedule",
    "name_member",
    "open_report",
    "parameters_for",
    "plan_evaluation",
    "publish_lesson",
    "rate",
    "refuse_report",
    "release_unspent",
    "remind_of_duties",
    "remove_document",
    "remove_evidence",
    "remove_finding",
    "remove_lesson",
    "remove_member",
    "remove_recommendation",
    "renew_calendar",
    "renew_standing",
    "renew_standings",
    "report_evaluation",
    "reschedule",
    "respond_evaluation",
    "restore_text",
    "return_evaluation",
    "return_framework",
    "return_report",
    "return_response",
    "return_unspent",
    "reverse_entry",
    "settle",
    "show_evaluation",
    "submit_report",
    "take_back_report",
    "tick",
    "untick",
    "withdraw_lesson",
    "write_accounts",
    "write_activity",
    "write_actual",
    "write_expenditure",
    "write_ratings",
    "write_risk",
    "write_text",
]
