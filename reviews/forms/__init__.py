"""What people type in reviews, a file a noun."""

from .asking import BalanceForm, BulkForm, CallFilterForm, ConfirmForm, ListForm, sealed
from .assignments import AssignForm, DeclarationForm, DeclineForm
from .decisions import DecideForm, LetterForm, ReleaseForm
from .feedback import FeedbackForm
from .offices import AdviceForm, AskAdviceForm, DelegateForm
from .recommendations import RecommendForm
from .reviewers import ConflictFilterForm, ProfileForm, ReviewerFilterForm, TieForm
from .rubrics import PublishForm
from .scores import HandInForm, ScoreForm
from .screening import ScreeningForm

__all__ = [
    "AdviceForm",
    "AskAdviceForm",
    "AssignForm",
    "BalanceForm",
    "BulkForm",
    "CallFilterForm",
    "ConfirmForm",
    "ConflictFilterForm",
    "DecideForm",
    "DeclarationForm",
    "DeclineForm",
    "DelegateForm",
    "FeedbackForm",
    "HandInForm",
    "LetterForm",
    "ListForm",
    "ProfileForm",
    "PublishForm",
    "RecommendForm",
    "ReleaseForm",
    "ReviewerFilterForm",
    "ScoreForm",
    "ScreeningForm",
    "TieForm",
    "sealed",
]
