"""Writing the rulebook, one file for each noun."""

from .lists import keep_list, publish_list
from .reference import keep, load_reference
from .rulebook import draft_rules, editors_of, keep_rule, publish_rules

__all__ = [
    "draft_rules",
    "editors_of",
    "keep",
    "keep_list",
    "keep_rule",
    "load_reference",
    "publish_list",
    "publish_rules",
]
