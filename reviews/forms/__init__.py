"""What people type in reviews, a file a noun."""

from .assignments import AssignForm, DeclarationForm
from .decisions import DecideForm, LetterForm, ReleaseForm
from .feedback import FeedbackForm
from .offices import AdviceForm, AskAdviceForm, DelegateForm
from .recommendations import RecommendForm
from .scores import HandInForm, ScoreForm
from .screening import ScreeningForm

__all__ = [
    "AdviceForm",
    "AskAdviceForm",
    "AssignForm",
    "DecideForm",
    "DeclarationForm",
    "DelegateForm",
    "FeedbackForm",
    "HandInForm",
    "LetterForm",
    "RecommendForm",
    "ReleaseForm",
    "ScoreForm",
    "ScreeningForm",
]
