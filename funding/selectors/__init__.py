"""Reads of the rulebook, one file for each noun."""

from .calls import calls_accepting, closed, refusals
from .countries import countries_matching, history_of, rows_on, state_of, states_of
from .criteria import criteria_for
from .lists import (
    codes_of,
    default_line,
    difference,
    drafts_to_publish,
    list_before,
    lists_around,
    lists_for,
    report_on,
    standing,
)
from .rulebook import (
    Rulebook,
    broken_cases,
    country_facts,
    rulebook_for,
    rulebook_on,
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
    "codes_of",
    "countries_matching",
    "country_facts",
    "criteria_for",
    "default_line",
    "difference",
    "drafts_to_publish",
    "history_of",
    "list_before",
    "lists_around",
    "lists_for",
    "refusals",
    "report_on",
    "rows_on",
    "rulebook_for",
    "rulebook_on",
    "rules_for",
    "rules_of",
    "seal",
    "standing",
    "state_of",
    "states_of",
    "verdict_of",
    "verdict_on",
    "vocabulary_rows",
]
