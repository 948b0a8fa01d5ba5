"""What a running project owes, says and spends, one file for each noun."""

from .calendars import CalendarFeed
from .documents import ProjectDocument
from .duties import Duty
from .frameworks import FrameworkDelivery
from .ledger import ProjectEntry
from .money import Expenditure
from .reports import Report, ReportText
from .results import Actual
from .teams import TeamMember

__all__ = [
    "Actual",
    "CalendarFeed",
    "Duty",
    "Expenditure",
    "FrameworkDelivery",
    "ProjectDocument",
    "ProjectEntry",
    "Report",
    "ReportText",
    "TeamMember",
]
