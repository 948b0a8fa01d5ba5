"""What a running project owes, says and spends, one file for each noun."""

from .activities import ActivityProgress
from .calendars import CalendarFeed
from .checklist import ChecklistAnswer, ChecklistItem
from .closing import ClosingTick, CompletionForm
from .comments import ReportComment, ReportCopy
from .documents import ProjectDocument
from .drift import Drift
from .duties import Duty
from .evaluations import Criterion, Evaluation, EvaluationRating, Finding, FollowUp, Recommendation
from .evidence import Evidence
from .frameworks import FrameworkDelivery
from .ledger import ProjectEntry
from .lessons import Lesson
from .money import Expenditure
from .reminders import DutyReminder
from .reports import Report, ReportPresence, ReportText, ReportTextVersion
from .results import Actual, ActualSplit
from .risks import RiskUpdate
from .standings import Standing
from .teams import TeamMember
from .thresholds import Threshold

__all__ = [
    "ActivityProgress",
    "Actual",
    "ActualSplit",
    "CalendarFeed",
    "ChecklistAnswer",
    "ChecklistItem",
    "ClosingTick",
    "CompletionForm",
    "Criterion",
    "Drift",
    "Duty",
    "DutyReminder",
    "Evaluation",
    "EvaluationRating",
    "Evidence",
    "Expenditure",
    "Finding",
    "FollowUp",
    "FrameworkDelivery",
    "Lesson",
    "ProjectDocument",
    "ProjectEntry",
    "Recommendation",
    "Report",
    "ReportComment",
    "ReportCopy",
    "ReportPresence",
    "ReportText",
    "ReportTextVersion",
    "RiskUpdate",
    "Standing",
    "TeamMember",
    "Threshold",
]
