"""Writing what a running project owes, says and spends. Other apps call these."""

from .documents import add_document, remove_document
from .money import write_expenditure
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
from .schedule import ask_for_report, make_schedule, parameters_for, reschedule, settle
from .teams import name_member, remove_member
from .texts import write_text

__all__ = [
    "accept_report",
    "add_document",
    "ask_for_report",
    "certify_report",
    "correct_report",
    "drop_report",
    "endorse_report",
    "make_schedule",
    "name_member",
    "open_report",
    "parameters_for",
    "refuse_report",
    "remove_document",
    "remove_member",
    "reschedule",
    "return_report",
    "settle",
    "submit_report",
    "take_back_report",
    "write_actual",
    "write_expenditure",
    "write_text",
]
