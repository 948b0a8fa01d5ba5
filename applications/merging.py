"""Two texts that grew out of one, joined word by word. Pure: texts in, a text out.

What only one of the two changed is taken over; where both changed the same words, or words that touch, nothing is
guessed and a person chooses. Words carry the space behind them, so the joined text has each space as it was typed.
"""

import re
from collections import Counter
from difflib import SequenceMatcher

WORDS, PARAGRAPHS = re.compile(r"\s*\S+\s*|\s+"), re.compile(r"[^\n]*\n+|[^\n]+")
MOST_PAIRS = 1_000_000  # equal pieces to be held against each other; above it a comparison takes seconds


def merge(base, mine, theirs):
    """The text with the changes of ``mine`` and of ``theirs`` to ``base``; None if they contradict each other.

    Compares words where that is quick, else paragraphs, else gives up: None.
    """
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    for pieces in (WORDS, PARAGRAPHS):
        texts = [pieces.findall(text) for text in (base, mine, theirs)]
        if _is_quick(texts[0], texts[1]) and _is_quick(texts[0], texts[2]):
            return _joined(*texts)
    return None


def is_quick_to_compare(old, new):
    """Whether two texts can be held against each other word by word within a page's time."""
    return _is_quick(WORDS.findall(old), WORDS.findall(new))


def _is_quick(old, new):
    """Whether few enough pieces are equal: a text of one word ten thousand times would keep the server busy."""
    found = Counter(new)
    return sum(count * found[piece] for piece, count in Counter(old).items()) <= MOST_PAIRS


def _changes(old, new):
    """(start, end, replacement) for each stretch of ``old`` that is otherwise in ``new``, in order."""
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(first, last, new[start:end]) for step, first, last, start, end in steps if step != "equal"]


def _joined(base, mine, theirs):
    """The pieces of ``base`` with both changes as one text; None at the first contradiction."""
    ours, others = _changes(base, mine), _changes(base, theirs)
    for change in ours:
        if any(other != change and _touch(change, other) for other in others):
            return None
    result, place = [], 0
    for first, last, replacement in sorted([*ours, *(other for other in others if other not in ours)]):
        result += base[place:first] + replacement
        place = last
    return "".join(result + base[place:])


def _touch(one, other):
    """Whether no unchanged word stands between two changes."""
    return one[0] <= other[1] and other[0] <= one[1]
