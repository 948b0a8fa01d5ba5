"""The forms of a proposal."""

from .clarifications import AnswerForm, AskForm
from .concepts import ConceptFilterForm, ConceptForm, InviteForm
from .copies import CopyForm
from .documents import DescribeForm, ReplaceForm, UploadForm
from .letters import LetterAnswerForm, LetterForm, LetterRequestForm
from .messages import MessageForm
from .partners import ContactsForm, PartnerForm
from .proposals import CoverForm, StartForm
from .submissions import FingerprintForm, SubmitForm
from .texts import SectionForm

__all__ = [
    "AnswerForm",
    "AskForm",
    "ConceptFilterForm",
    "ConceptForm",
    "ContactsForm",
    "CopyForm",
    "CoverForm",
    "DescribeForm",
    "FingerprintForm",
    "InviteForm",
    "LetterAnswerForm",
    "LetterForm",
    "LetterRequestForm",
    "MessageForm",
    "PartnerForm",
    "ReplaceForm",
    "SectionForm",
    "StartForm",
    "SubmitForm",
    "UploadForm",
]
