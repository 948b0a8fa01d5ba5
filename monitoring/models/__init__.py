"""What a running project owes, says and spends, one file for each noun."""

from .comments import ReportComment, ReportCopy
from .duties import Duty
from .ledger import ProjectEntry
from .money import Expenditure
from .reports import Report, ReportText
from .results import Actual
from .teams import TeamMember

__all__ = [
    "Actual",
    "Duty",
    "Expenditure",
    "ProjectEntry",
    "Report",
    "ReportComment",
    "ReportCopy",
    "ReportText",
    "TeamMember",
]
