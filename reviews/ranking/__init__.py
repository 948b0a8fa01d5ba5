"""How proposals are ranked and where the money ends: pure calculation, so that anybody can do it again and get the same.

Scores are exact fractions; only pages and files round them. Money is Decimal (USD). Why the rule is as it is stands in
docs/adr/0010. Nothing here reads the database, the clock or the language.
"""

from .basis import Basis, as_data, from_data
from .scores import COMMITMENT, SHARED_AT_LEAST, TIE_BREAKS, Entry, Ranked, Reviewed, Severity, Total, rank
from .selection import Comparison, Floor, FloorResult, Money, Move, Row, Selection, Why, compare, select

__all__ = [
    "COMMITMENT",
    "SHARED_AT_LEAST",
    "TIE_BREAKS",
    "Basis",
    "Comparison",
    "Entry",
    "Floor",
    "FloorResult",
    "Money",
    "Move",
    "Ranked",
    "Reviewed",
    "Row",
    "Selection",
    "Severity",
    "Total",
    "Why",
    "as_data",
    "compare",
    "from_data",
    "rank",
    "select",
]
