"""Forms about funded projects, one file for each noun."""

from .amendments import AgreementForm, ApproveAmendmentForm, TermsForm
from .embedding import EmbedForm
from .following import FollowForm, FrequencyForm
from .projects import ActivateForm, StepForm
from .publications import PublicationForm
from .subjects import SubjectsForm

__all__ = [
    "ActivateForm",
    "AgreementForm",
    "ApproveAmendmentForm",
    "EmbedForm",
    "FollowForm",
    "FrequencyForm",
    "PublicationForm",
    "StepForm",
    "SubjectsForm",
    "TermsForm",
]
