"""Reads of projects, one file for each page or file that asks."""

from .amendments import (
    amendments,
    findings_on,
    is_too_late,
    lateness,
    lateness_of,
    obstacles,
    obstacles_to_approval,
    obstacles_to_confirmation,
    open_amendment,
    requests_sent,
    totals_of,
    versions_of,
    versions_shown_to,
)

__all__ = [
    "amendments",
    "findings_on",
    "is_too_late",
    "lateness",
    "lateness_of",
    "obstacles",
    "obstacles_to_approval",
    "obstacles_to_confirmation",
    "open_amendment",
    "requests_sent",
    "totals_of",
    "versions_of",
    "versions_shown_to",
]
