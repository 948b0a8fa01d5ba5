"""What differs between two versions of a plan, from their data alone (``plans.snapshot.as_data``): no database is asked."""

from .changes import compare
from .fields import text_change, words_change
from .summary import summary

__all__ = ["compare", "summary", "text_change", "words_change"]
