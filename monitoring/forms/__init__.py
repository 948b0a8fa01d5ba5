"""Forms of running and ended projects, one file for each subject."""

from .closing import CompletionFormForm, TickForm
from .evaluations import (
    AnswerForm,
    EvaluationDocumentForm,
    FindingForm,
    FollowUpForm,
    PlanForm,
    RatingsForm,
    RecommendationForm,
)
from .lessons import LessonForm

__all__ = [
    "AnswerForm",
    "CompletionFormForm",
    "EvaluationDocumentForm",
    "FindingForm",
    "FollowUpForm",
    "LessonForm",
    "PlanForm",
    "RatingsForm",
    "RecommendationForm",
    "TickForm",
]
