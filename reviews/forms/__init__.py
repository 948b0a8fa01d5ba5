"""What people type in reviews, a file a noun."""

from .assignments import AssignForm, DeclarationForm
from .boards import (
    BoardFilterForm,
    CloseForm,
    KeepForm,
    MeetingForm,
    MoveForm,
    OpenBoardForm,
    SeatForm,
    TermsForm,
    WhatIfForm,
    groups,
)
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
    "BoardFilterForm",
    "CloseForm",
    "DecideForm",
    "DeclarationForm",
    "DelegateForm",
    "FeedbackForm",
    "InterestForm",
    "KeepForm",
    "LetterForm",
    "MeetingForm",
    "MoveForm",
    "OpenBoardForm",
    "RecommendForm",
    "ReleaseFilter",
    "ReleaseForm",
    "RevisitForm",
    "ScoreForm",
    "ScreeningForm",
    "SeatForm",
    "SendForm",
    "TermsForm",
    "WhatIfForm",
    "groups",
]
