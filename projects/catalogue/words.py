"""The grammar of a search: words that all must be there, "phrases", -words that must not. Pure.

Everything is folded as the texts are (``core.reading.normalise``): accents, case and punctuation do not matter. A word or
expression that has synonyms is looked for in all of them, whatever their language.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from core.reading import normalise

LONGEST_QUERY, MOST_WORDS = 200, 12
QUOTES = str.maketrans(dict.fromkeys("“”„«»‟", '"'))
PARTS = re.compile(r'(?P<minus>(?<!\S)[-−–])?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


@dataclass(frozen=True)
class Saying:
    """Words that are looked for one after the other (``together``) or anywhere."""

    words: tuple
    together: bool = False


@dataclass(frozen=True)
class Query:
    """A search: of each of ``wanted`` (tuples of ``Saying``) one must be found, of ``unwanted`` (``Saying``) none."""

    wanted: tuple = ()
    unwanted: tuple = ()

    def __bool__(self):
        return bool(self.wanted or self.unwanted)

    @cached_property
    def words(self):
        """What was typed to be found, word by word."""
        return tuple(word for sayings in self.wanted for word in sayings[0].words)


class Synonyms:
    """What means the same: built from groups of expressions, asked for the longest one at a place of a search."""

    def __init__(self, groups=()):
        self._groups, self.longest = {}, 0
        for group in groups:
            sayings = dict.fromkeys(tuple(normalise(text).split()) for text in group)
            sayings.pop((), None)
            for words in sayings:
                self._groups.setdefault(tuple(map(singular, words)), {}).update(sayings)
                self.longest = max(self.longest, len(words))

    def of(self, words):
        """The other expressions (tuples of words) for these words, none if there are none."""
        found = self._groups.get(tuple(map(singular, words)), {})
        return [other for other in found if tuple(map(singular, other)) != tuple(map(singular, words))]

    def all_words(self):
        """Every word of every expression."""
        return {word for group in self._groups.values() for saying in group for word in saying}


def singular(word):
    """A word without the s of its plural: enough to find its synonyms."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def pairs(words):
    """Each word with the one that follows, as one word: "labour0migration". A text with all pairs of a phrase has the phrase."""
    stems = [singular(word) for word in words]
    return [f"{one}0{other}" for one, other in pairwise(stems)]


def parse(text, synonyms):
    """The ``Query`` that a person typed; nothing is an error."""
    runs, unwanted, left = [[]], [], MOST_WORDS
    for found in PARTS.finditer(text[:LONGEST_QUERY].translate(QUOTES)):
        words = tuple(normalise(found["phrase"] or found["word"] or "").split())[:left]
        left -= len(words)
        if not words:
            continue
        is_phrase = found["phrase"] is not None and len(words) > 1
        if found["minus"]:
            unwanted.append(Saying(words, together=True))
        elif is_phrase:
            runs += [(Saying(words, together=True),), []]
        elif found["phrase"] is not None:
            runs += [(Saying(words),), []]
        else:
            runs[-1].extend(words)
    wanted = [clause for run in runs for clause in ([run] if isinstance(run, tuple) else _clauses(run, synonyms))]
    return Query(tuple(wanted), tuple(unwanted))


def _clauses(words, synonyms):
    """Clauses for words that follow each other: the longest expressions that have synonyms, and single words."""
    place = 0
    while place < len(words):
        for length in range(min(synonyms.longest, len(words) - place), 0, -1):
            own = tuple(words[place : place + length])
            if others := synonyms.of(own):
                yield (Saying(own), *(Saying(other, together=True) for other in others))
                place += length
                break
        else:
            yield (Saying((words[place],)),)
            place += 1


def without(text, word, instead):
    """The search ``text`` as folded words with ``instead`` in the place of ``word``; marks of the grammar stay."""

    def other(found):
        return instead if normalise(found[0]) == word else found[0]

    return re.sub(r"[^\s\"“”«»„‟−–-]+", other, text)
