"""Writing the rulebook, one file for each noun."""

from .reference import keep, load_reference
from .rulebook import draft_rules, editors_of, keep_rule, publish_rules

__all__ = ["draft_rules", "editors_of", "keep", "keep_rule", "load_reference", "publish_rules"]
