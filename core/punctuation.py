"""Marks between words, as each language sets them."""

from django.utils.translation import get_language


def in_series(texts, language=None):
    """``texts`` on one line with semicolons between: "Land; Sea", in French with a space before that does not break."""
    mark = "\u00a0; " if (language or get_language()) == "fr" else "; "
    return mark.join(str(text) for text in texts)
