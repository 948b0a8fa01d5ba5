"""Withholding dangerous words from public texts. Pure: words and texts in, texts out."""

import unicodedata

from core.reading import fold, normalise

WITHHELD = "[…]"  # stands in the text; pages say what it means
PUBLIC_TEXTS = frozenset({"statement", "title", "text", "unit", "name", "role"})


class Redactor:
    """Replaces ``words`` wherever they stand as whole words; ``redactor(text)`` → text.

    Words are compared as names are looked up (``core.reading.normalise``): case, accents, ligatures, punctuation,
    spaces, line breaks and invisible signs between or within them make no difference.
    """

    def __init__(self, words):
        self._wanted = {tuple(normalise(_visible(one)).split()) for one in words} - {()}
        self._lengths = sorted({len(one) for one in self._wanted}, reverse=True)

    def __call__(self, text):
        """``text`` with ``WITHHELD`` in the place of each of the words."""
        while (
            self._wanted and text and (found := self._places(text))
        ):  # once more: what stood around one may be another
            for start, end in reversed(found):
                text = f"{text[:start]}{WITHHELD}{text[end:]}"
        return text

    def hits(self, text):
        """Whether the text holds any of the words."""
        return bool(self._wanted and text and self._places(text))

    def names(self, spellings):
        """Whether one of a thing's spellings is, as a whole, to be withheld."""
        return bool(self._wanted & {tuple(normalise(one).split()) for one in spellings if one})

    def all_in(self, data):
        """The dict ``data`` with its public texts redacted."""
        return {key: self(value) if key in PUBLIC_TEXTS else value for key, value in data.items()}

    def _places(self, text):
        """Start and end of each place in ``text`` that holds withheld words, the longest first where several begin."""
        tokens = _tokens(text)
        found, number = [], 0
        while number < len(tokens):
            length = self._length_at(tokens, number)
            if length:
                found.append((tokens[number][1], tokens[number + length - 1][2]))
            number += length or 1
        return found

    def _length_at(self, tokens, number):
        words = [word for word, _start, _end in tokens[number : number + max(self._lengths)]]
        return next(
            (length for length in self._lengths if tuple(words[:length]) in self._wanted and len(words) >= length), 0
        )


def _visible(text):
    """``text`` without signs that nobody sees, such as soft hyphens and zero-width spaces."""
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


def _tokens(text):
    """(folded word, start, end) of each word of ``text``: where it stands in the text as it is written.

    Folding makes several signs of one, or none, and marks belong to the letter before: so each written letter with its
    marks is folded by itself, and remembered with where it stands.
    """
    tokens, letters, start, end = [], [], 0, 0
    for piece, first, last in [*_letters(text), (" ", len(text), len(text))]:
        for part in piece:
            if unicodedata.category(part)[0] in "LN":
                start = start if letters else first
                letters.append(part)
                end = last
            elif letters:
                tokens.append(("".join(letters), start, end))
                letters = []
    return tokens


def _letters(text):
    """(folded signs, start, end) of each sign of ``text`` together with the marks and invisible signs that follow it."""
    starts = [place for place, sign in enumerate(text) if unicodedata.category(sign) not in {"Mn", "Mc", "Me", "Cf"}]
    ends = [*starts[1:], len(text)] if starts else []  # a text of nothing but marks has no letter
    for start, end in zip(starts, ends, strict=True):
        yield fold(_visible(text[start:end])), start, end
