"""The forms of a proposal."""

from .concepts import ConceptFilterForm, ConceptForm, InviteForm
from .copies import CopyForm
from .letters import LetterForm
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
    "InviteForm",
    "LetterForm",
    "PartnerForm",
    "SectionForm",
    "StartForm",
    "SubmitForm",
]
