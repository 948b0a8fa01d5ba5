"""Forms about funded projects, one file for each noun."""

from .embedding import EmbedForm
from .projects import ActivateForm
from .publications import PublicationForm

__all__ = ["ActivateForm", "EmbedForm", "PublicationForm"]
