"""Reads of the rulebook, one file for each noun."""

from .calls import calls_accepting, closed, refusals
from .rulebook import (
    Rulebook,
    broken_cases,
    country_facts,
    rulebook_for,
    rules_for,
    rules_of,
    seal,
    verdict_of,
    verdict_on,
    vocabulary_rows,
)

__all__ = [
    "Rulebook",
    "broken_cases",
    "calls_accepting",
    "closed",
    "country_facts",
    "refusals",
    "rulebook_for",
    "rules_for",
    "rules_of",
    "seal",
    "verdict_of",
    "verdict_on",
    "vocabulary_rows",
]
