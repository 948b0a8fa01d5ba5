"""The forms of a proposal."""

from .concepts import ConceptFilterForm, ConceptForm, InviteForm
from .copies import CopyForm
from .documents import DescribeForm, ReplaceForm, UploadForm
from .letters import LetterAnswerForm, LetterForm, LetterRequestForm
from .partners import ContactsForm, PartnerForm
from .proposals import CoverForm, StartForm
from .submissions import SubmitForm
from .texts import SectionForm

__all__ = [
    "ConceptFilterForm",
    "ConceptForm",
    "ContactsForm",
    "CopyForm",
    "CoverForm",
    "DescribeForm",
    "InviteForm",
    "LetterAnswerForm",
    "LetterForm",
    "LetterRequestForm",
    "PartnerForm",
    "ReplaceForm",
    "SectionForm",
    "StartForm",
    "SubmitForm",
    "UploadForm",
]
