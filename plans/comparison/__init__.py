"""What differs between two versions of a plan, from their data alone (``plans.snapshot.as_data``): no database is asked."""

from .changes import compare
from .fields import text_change, words_change
from .summary import summary
from .words import Piece, is_same_text, word_pieces

__all__ = ["Piece", "compare", "is_same_text", "summary", "text_change", "word_pieces", "words_change"]
