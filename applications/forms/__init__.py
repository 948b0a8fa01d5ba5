"""The forms of a proposal."""

from .clarifications import AnswerForm, AskForm
from .letters import LetterForm
from .messages import MessageForm
from .proposals import CoverForm, StartForm
from .submissions import FingerprintForm, SubmitForm
from .texts import SectionForm

__all__ = [
    "AnswerForm",
    "AskForm",
    "CoverForm",
    "FingerprintForm",
    "LetterForm",
    "MessageForm",
    "SectionForm",
    "StartForm",
    "SubmitForm",
]
