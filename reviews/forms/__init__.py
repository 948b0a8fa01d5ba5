"""What people type in reviews, a file a noun."""

from .asking import (
    BalanceForm,
    BulkForm,
    CallFilterForm,
    ConfirmForm,
    ListForm,
    sealed,
)
from .assignments import (
    AssignForm,
    DeclarationForm,
    DeclineForm,
)
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
from .decisions import (
    DecideForm,
    InterestForm,
)
from .feedback import (
    FeedbackForm,
)
from .offices import (
    AdviceForm,
    AskAdviceForm,
    DelegateForm,
)
from .recommendations import (
    RecommendForm,
)
from .releases import (
    LetterForm,
    ReleaseFilter,
    ReleaseForm,
    SendForm,
)
from .reserve import (
    RevisitForm,
)
from .reviewers import (
    ConflictFilterForm,
    ProfileForm,
    ReviewerFilterForm,
    TieForm,
)
from .rubrics import (
    PublishForm,
)
from .scores import (
    HandInForm,
    ScoreForm,
)
from .screening import (
    ScreeningForm,
)

__all__ = [
    "AdviceForm",
    "AskAdviceForm",
    "AssignForm",
    "BalanceForm",
    "BoardFilterForm",
    "BulkForm",
    "CallFilterForm",
    "CloseForm",
    "ConfirmForm",
    "ConflictFilterForm",
    "DecideForm",
    "DeclarationForm",
    "DeclineForm",
    "DelegateForm",
    "FeedbackForm",
    "HandInForm",
    "InterestForm",
    "KeepForm",
    "LetterForm",
    "ListForm",
    "MeetingForm",
    "MoveForm",
    "OpenBoardForm",
    "ProfileForm",
    "PublishForm",
    "RecommendForm",
    "ReleaseFilter",
    "ReleaseForm",
    "ReviewerFilterForm",
    "RevisitForm",
    "ScoreForm",
    "ScreeningForm",
    "SeatForm",
    "SendForm",
    "TermsForm",
    "TieForm",
    "WhatIfForm",
    "groups",
    "sealed",
]
