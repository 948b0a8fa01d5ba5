"""What a running project owes, says and spends, one file for each noun."""

from .calendars import CalendarFeed
from .checklist import ChecklistAnswer, ChecklistItem
from .closing import ClosingTick, CompletionForm
from .documents import ProjectDocument
from .duties import Duty
from .evaluations import Criterion, Evaluation, EvaluationRating, Finding, FollowUp, Recommendation
from .frameworks import FrameworkDelivery
from .ledger import ProjectEntry
from .lessons import Lesson
from .money import Expenditure
from .reminders import DutyReminder
from .reports import Report, ReportText
from .results import Actual
from .teams import TeamMember
from .thresholds import Threshold

__all__ = [
    "Actual",
    "CalendarFeed",
    "ChecklistAnswer",
    "ChecklistItem",
    "ClosingTick",
    "CompletionForm",
    "Criterion",
    "Duty",
    "DutyReminder",
    "Evaluation",
    "EvaluationRating",
    "Expenditure",
    "Finding",
    "FollowUp",
    "FrameworkDelivery",
    "Lesson",
    "ProjectDocument",
    "ProjectEntry",
    "Recommendation",
    "Report",
    "ReportText",
    "TeamMember",
    "Threshold",
]
