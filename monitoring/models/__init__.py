"""What a running project owes, says and spends, one file for each noun."""

from .activities import ActivityProgress
from .checklist import ChecklistAnswer, ChecklistItem
from .duties import Duty
from .evidence import Evidence
from .ledger import ProjectEntry
from .money import Expenditure
from .reports import Report, ReportPresence, ReportText, ReportTextVersion
from .results import Actual, ActualSplit
from .risks import RiskUpdate
from .teams import TeamMember
from .thresholds import Threshold

__all__ = [
    "ActivityProgress",
    "Actual",
    "ActualSplit",
    "ChecklistAnswer",
    "ChecklistItem",
    "Duty",
    "Evidence",
    "Expenditure",
    "ProjectEntry",
    "Report",
    "ReportPresence",
    "ReportText",
    "ReportTextVersion",
    "RiskUpdate",
    "TeamMember",
    "Threshold",
]
