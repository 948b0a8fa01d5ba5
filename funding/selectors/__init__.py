"""Reads of the rulebook, one file for each noun."""

from .differences import answers_of, differences, parameters_of
from .rulebook import (
    Rulebook,
    as_facts,
    broken_cases,
    country_facts,
    interrupted,
    predecessor_of,
    rulebook_for,
    rules_for,
    rules_of,
    seal,
    verdict_of,
    verdict_on,
    vocabulary_rows,
    years_of,
)

__all__ = [
    "Rulebook",
    "answers_of",
    "as_facts",
    "broken_cases",
    "country_facts",
    "differences",
    "interrupted",
    "parameters_of",
    "predecessor_of",
    "rulebook_for",
    "rules_for",
    "rules_of",
    "seal",
    "verdict_of",
    "verdict_on",
    "vocabulary_rows",
    "years_of",
]
