"""Writing a plan: its rows while it is open, and the steps of its versions."""

from .arranging import duplicate, move, remove, restore
from .differences import RowChange, apply_differences
from .rows import add_activity, add_indicator, add_line, add_result, add_risk, change, set_marker
from .versions import amend, approve, create_plan, reopen, seal, set_duration, submit, withdraw

__all__ = [
    "RowChange",
    "add_activity",
    "add_indicator",
    "add_line",
    "add_result",
    "add_risk",
    "amend",
    "apply_differences",
    "approve",
    "change",
    "create_plan",
    "duplicate",
    "move",
    "remove",
    "reopen",
    "restore",
    "seal",
    "set_duration",
    "set_marker",
    "submit",
    "withdraw",
]
