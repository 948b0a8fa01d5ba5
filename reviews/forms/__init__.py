"""What people type in reviews, a file a noun."""

from .assignments import AssignForm, DeclarationForm
from .decisions import DecideForm, LetterForm, ReleaseForm
from .feedback import FeedbackForm
from .offices import AdviceForm, AskAdviceForm, DelegateForm
from .recommendations import RecommendForm
from .scores import ScoreForm
from .screening import ScreeningForm

__all__ = [
    "AdviceForm",
    "AskAdviceForm",
    "AssignForm",
    "DecideForm",
    "DeclarationForm",
    "DelegateForm",
    "FeedbackForm",
    "LetterForm",
    "RecommendForm",
    "ReleaseForm",
    "ScoreForm",
    "ScreeningForm",
]
