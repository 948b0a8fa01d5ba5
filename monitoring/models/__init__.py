"""What a running project owes, says and spends, one file for each noun."""

from .checklist import ChecklistAnswer, ChecklistItem
from .duties import Duty
from .ledger import ProjectEntry
from .money import Expenditure
from .reports import Report, ReportText
from .results import Actual
from .standings import Standing
from .teams import TeamMember
from .thresholds import Threshold

__all__ = [
    "Actual",
    "ChecklistAnswer",
    "ChecklistItem",
    "Duty",
    "Expenditure",
    "ProjectEntry",
    "Report",
    "ReportText",
    "Standing",
    "TeamMember",
    "Threshold",
]
