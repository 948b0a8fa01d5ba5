"""What a running project owes, says and spends, one file for each noun."""

from .activities import ActivityProgress
from .duties import Duty
from .evidence import Evidence
from .ledger import ProjectEntry
from .money import Expenditure
from .reports import Report, ReportPresence, ReportText, ReportTextVersion
from .results import Actual, ActualSplit
from .risks import RiskUpdate
from .teams import TeamMember

__all__ = [
    "ActivityProgress",
    "Actual",
    "ActualSplit",
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
]
