"""Reads of the rulebook, one file for each noun."""

from .rulebook import country_facts, rules_for, vocabulary_rows

__all__ = ["country_facts", "rules_for", "vocabulary_rows"]
