"""Forms of the rulebook, one file for each noun."""

from .ledger import BookForm, ReverseForm
from .rulebook import CaseForm, DraftForm, PublishForm, RuleForm, SplitForm

__all__ = ["BookForm", "CaseForm", "DraftForm", "PublishForm", "ReverseForm", "RuleForm", "SplitForm"]
