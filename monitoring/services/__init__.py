"""Writing what a running project owes, says and spends. Other apps call these."""

from .activities import write_activity
from .evidence import add_evidence, remove_evidence
from .ledger import book_disbursement, return_unspent, reverse_entry
from .money import write_expenditure
from .rating import rate
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
from .risks import write_risk
from .schedule import make_schedule, parameters_for
from .teams import name_member, remove_member
from .texts import be_present, restore_text, write_text

__all__ = [
    "accept_report",
    "add_evidence",
    "be_present",
    "book_disbursement",
    "certify_report",
    "correct_report",
    "drop_report",
    "endorse_report",
    "load_monitoring_reference",
    "make_schedule",
    "name_member",
    "open_report",
    "parameters_for",
    "rate",
    "refuse_report",
    "remove_evidence",
    "remove_member",
    "restore_text",
    "return_report",
    "return_unspent",
    "reverse_entry",
    "submit_report",
    "take_back_report",
    "write_activity",
    "write_actual",
    "write_expenditure",
    "write_risk",
    "write_text",
]
