"""Forms about funded projects, one file for each noun."""

from .amendments import AgreementForm, ApproveAmendmentForm, TermsForm
from .embedding import EmbedForm
from .following import FollowForm, FrequencyForm
from .projects import ActivateForm, StepForm
from .publications import PublicationForm

__all__ = [
    "ActivateForm",
    "AgreementForm",
    "ApproveAmendmentForm",
    "EmbedForm",
    "FollowForm",
    "FrequencyForm",
    "PublicationForm",
    "StepForm",
    "TermsForm",
]
