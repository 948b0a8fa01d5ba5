"""The forms of a proposal."""

from .documents import DescribeForm, ReplaceForm, UploadForm
from .letters import LetterAnswerForm, LetterForm, LetterRequestForm
from .proposals import CoverForm, StartForm
from .submissions import SubmitForm
from .texts import SectionForm

__all__ = [
    "CoverForm",
    "DescribeForm",
    "LetterAnswerForm",
    "LetterForm",
    "LetterRequestForm",
    "ReplaceForm",
    "SectionForm",
    "StartForm",
    "SubmitForm",
    "UploadForm",
]
