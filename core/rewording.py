"""What changed between two texts, word by word: for histories of texts, plans and pages."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

EQUAL, INSERT, DELETE = "equal", "insert", "delete"
LEAST_ALIKE = 0.3  # below it single words that happen to be the same only confuse


@dataclass(frozen=True)
class Piece:
    """Some words that stand in both texts, only in the new one (insert) or only in the old one (delete)."""

    kind: str
    text: str


def is_same_text(old, new):
    """Whether two texts have the same words; spaces and line breaks do not count."""
    return old.split() == new.split()


def word_pieces(old, new):
    """The pieces that lead from ``old`` to ``new``, in reading order."""
    before, after = _tokens(old), _tokens(new)
    matcher = SequenceMatcher(
        None, [_word(token) for token in before], [_word(token) for token in after], autojunk=False
    )
    is_alike = matcher.ratio() >= LEAST_ALIKE
    steps = matcher.get_opcodes() if is_alike else [("replace", 0, len(before), 0, len(after))]
    pieces = []
    for step, first, last, start, end in steps:
        if step == EQUAL:
            pieces.append(Piece(EQUAL, _joined(after[start:end])))
            continue
        if last > first:
            pieces.append(Piece(DELETE, _joined(before[first:last])))
        if end > start:
            pieces.append(Piece(INSERT, _joined(after[start:end])))
    return tuple(pieces)


def block_pieces(old, new):
    """What changed, paragraph by paragraph: a list of tuples of ``Piece`` with None where paragraphs stayed as they were.

    Paragraphs are what blank lines set apart; one that changed is compared word by word with the one in its place.
    """
    before, after = _blocks(old), _blocks(new)
    found = []
    for step, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if step == EQUAL:
            found.append(None)
            continue
        pairs = zip_longest(before[first:last], after[start:end], fillvalue="")
        found += [word_pieces(one, other) for one, other in pairs]
    return found


def _blocks(text):
    return [block.strip() for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if block.strip()]


def _tokens(text):
    """Words with what follows them: a space, or a line break where there was one."""
    return [word + ("\n" if "\n" in space else " ") for word, space in re.findall(r"(\S+)(\s*)", text)]


def _word(token):
    return token[:-1]


def _joined(tokens):
    return "".join(tokens).rstrip(" ")
