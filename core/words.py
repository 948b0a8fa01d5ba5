"""The one rule by which words are counted, on the server and – the same rule – in ``static/js/portal.js``.

A word is what stands between two separators and has at least one letter or digit in it.

* Separators are all white space of Unicode, non-breaking and narrow spaces included (they cannot stretch a limit), the
  zero-width space that some scripts put between words, and signs that merely look like a space.
* So "mot !" is one word, "l’eau", "co-operation", "2019–2021", an e-mail address and a web address are one each, and
  marks that stand alone (dashes, bullets, ``#``, ``>``, emoji) are none.
* Thousands held together by a non-breaking, narrow or thin space ("100 000") are one number.
* HTML tags, as pasted texts sometimes bring, separate and are not counted.
* A run without spaces (Chinese, Japanese) is one word: proposals are written in English, French or Spanish.

``tests/core/word_vectors.json`` holds the cases that both implementations must agree on.
"""

import re
import unicodedata

TAG = re.compile(
    r"""</?[A-Za-z][A-Za-z0-9]*(?:\s+[A-Za-z_:][\w:.-]*=(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))*\s*/?>""", re.ASCII
)
THOUSANDS = re.compile(r"([0-9])[\u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))")
SEPARATORS = re.compile(r"[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u2800\u3000\u3164\uffa0]+")


def count_words(text):
    """The number of words in ``text`` (None counts as empty)."""
    text = unicodedata.normalize("NFC", text or "").replace("\r\n", "\n")
    text = THOUSANDS.sub(r"\1", TAG.sub(" ", text))
    return sum(1 for token in SEPARATORS.split(text) if any(_is_letter_or_digit(sign) for sign in token))


def _is_letter_or_digit(sign):
    return unicodedata.category(sign)[0] in "LN"
