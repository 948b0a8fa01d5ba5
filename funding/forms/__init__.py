"""Forms of the rulebook, one file for each noun."""

from .ledger import BookForm, ReverseForm

__all__ = ["BookForm", "ReverseForm"]
