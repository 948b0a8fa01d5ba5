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
    "BoardFilterForm",
    "CloseForm",
    "DecideForm",
    "DeclarationForm",
    "DelegateForm",
    "FeedbackForm",
    "KeepForm",
    "LetterForm",
    "MeetingForm",
    "MoveForm",
    "OpenBoardForm",
    "RecommendForm",
    "ReleaseForm",
    "ScoreForm",
    "ScreeningForm",
    "SeatForm",
    "TermsForm",
    "WhatIfForm",
    "groups",
]
