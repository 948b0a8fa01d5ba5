"""The forms of a proposal."""

from .letters import LetterForm
from .proposals import CoverForm, StartForm
from .submissions import SubmitForm
from .texts import SectionForm

__all__ = ["CoverForm", "LetterForm", "SectionForm", "StartForm", "SubmitForm"]
