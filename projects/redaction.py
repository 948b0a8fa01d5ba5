"""Withholding dangerous words from public texts. Pure: words and texts in, texts out."""

import re

from core.reading import normalise

WITHHELD = "[…]"  # stands in the text; pages say what it means
PUBLIC_TEXTS = frozenset({"statement", "title", "text", "unit", "name", "role"})


class Redactor:
    """Replaces ``words`` wherever they stand, whatever their case, accents excepted; ``redactor(text)`` → text."""

    def __init__(self, words):
        self._wanted = {normalise(one) for one in words}
        joined = "|".join(r"\s+".join(map(re.escape, one.split())) for one in sorted(words, key=len, reverse=True))
        self._pattern = re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE) if joined else None

    def __call__(self, text):
        """``text`` with ``WITHHELD`` in the place of each of the words."""
        return self._pattern.sub(WITHHELD, text) if self._pattern and text else text

    def hits(self, text):
        """Whether the text holds any of the words."""
        return self(text) != text

    def names(self, spellings):
        """Whether one of a thing's spellings is to be withheld."""
        return bool(self._wanted & {normalise(one) for one in spellings if one})

    def all_in(self, data):
        """The dict ``data`` with its public texts redacted."""
        return {key: self(value) if key in PUBLIC_TEXTS else value for key, value in data.items()}
