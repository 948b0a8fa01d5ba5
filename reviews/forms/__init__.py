"""What people type in reviews, a file a noun."""

from .assignments import AssignForm, DeclarationForm
from .decisions import DecideForm, InterestForm
from .feedback import FeedbackForm
from .offices import AdviceForm, AskAdviceForm, DelegateForm
from .recommendations import RecommendForm
from .releases import LetterForm, ReleaseFilter, ReleaseForm, SendForm
from .reserve import RevisitForm
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
    "InterestForm",
    "LetterForm",
    "RecommendForm",
    "ReleaseFilter",
    "ReleaseForm",
    "RevisitForm",
    "ScoreForm",
    "ScreeningForm",
    "SendForm",
]
