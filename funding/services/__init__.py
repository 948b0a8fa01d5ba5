"""Writing the rulebook, one file for each noun."""

from .lists import corrects, editors_of_list, import_list, keep_list, publish_list
from .reference import keep, load_reference
from .rulebook import draft_rules, editors_of, keep_rule, publish_rules

__all__ = [
    "corrects",
    "draft_rules",
    "editors_of",
    "editors_of_list",
    "import_list",
    "keep",
    "keep_list",
    "keep_rule",
    "load_reference",
    "publish_list",
    "publish_rules",
]
