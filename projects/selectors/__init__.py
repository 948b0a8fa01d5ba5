"""Reads of projects, one file for each page or file that asks."""

from .amendments import amendments, findings_on, obstacles, open_amendment, totals_of, versions_shown_to

__all__ = ["amendments", "findings_on", "obstacles", "open_amendment", "totals_of", "versions_shown_to"]
