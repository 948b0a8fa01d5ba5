"""Writing the rulebook, one file for each noun."""

from .lists import corrects, editors_of_list, import_list, keep_list, publish_list
from .reference import keep, load_reference
from .rulebook import (
    awaiting,
    barred_from,
    draft_rules,
    editors_of,
    hold,
    keep_rule,
    keep_rule_set,
    publish_rules,
    split_rule,
)

__all__ = [
    "awaiting",
    "barred_from",
    "corrects",
    "draft_rules",
    "editors_of",
    "editors_of_list",
    "hold",
    "import_list",
    "keep",
    "keep_list",
    "keep_rule",
    "keep_rule_set",
    "load_reference",
    "publish_list",
    "publish_rules",
    "split_rule",
]
