"""What a running project owes, says and spends, one file for each noun."""

from .activities import ActivityProgress
from .calendars import CalendarFeed
from .checklist import ChecklistAnswer, ChecklistItem
from .documents import ProjectDocument
from .drift import Drift
from .duties import Duty
from .evidence import Evidence
from .frameworks import FrameworkDelivery
from .ledger import ProjectEntry
from .money import Expenditure
from .reminders import DutyReminder
from .reports import Report, ReportPresence, ReportText, ReportTextVersion
from .results import Actual, ActualSplit
from .risks import RiskUpdate
from .teams import TeamMember
from .thresholds import Threshold

__all__ = [
    "ActivityProgress",
    "Actual",
    "ActualSplit",
    "CalendarFeed",
    "ChecklistAnswer",
    "ChecklistItem",
    "Drift",
    "Duty",
    "DutyReminder",
    "Evidence",
    "Expenditure",
    "FrameworkDelivery",
    "ProjectDocument",
    "ProjectEntry",
    "Report",
    "ReportPresence",
    "ReportText",
    "ReportTextVersion",
    "RiskUpdate",
    "TeamMember",
    "Threshold",
]
