"""A statement read with the words of its language: light on grammar, deaf to accents and capitals, and never certain."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from .lexicon import LEXICONS, Lexicon

STEM = 6  # letters that inflected forms of a word share


@dataclass(frozen=True)
class Statement:
    """Words of ``text`` in lower case without accents, one space between them; ``core`` is without its opening words."""

    text: str
    core: str
    words: Lexicon

    @cached_property
    def content(self):
        """The words with weight."""
        weightless = self.words.empty
        return [word for word in self.text.split() if word != "," and not weightless.match(word)]

    @cached_property
    def stems(self):
        """Beginnings of the words with weight, for comparisons."""
        return frozenset(word[:STEM] for word in self.content)

    @cached_property
    def head(self):
        """The words up to the first preposition, comma or clause: what the statement speaks of."""
        ends = [found.start() for pattern in (self.words.preposition, self.words.means, COMMA, PARTICIPLE)
                if (found := pattern.search(self.core, 1))]  # fmt: skip
        return self.core[: min(ends, default=len(self.core))]

    def has(self, field):
        """Whether a word of the lexicon's ``field`` stands in it."""
        return bool(getattr(self.words, field).search(self.text))

    def opens_with(self, field):
        """Whether it begins with a word of the lexicon's ``field``."""
        return bool(getattr(self.words, field).match(self.core))

    def says(self, field):
        """Whether a word of ``field`` is its predicate: "officers trained in …", not "trained officers apply …"."""
        return any(self._is_predicate(found) for found in getattr(self.words, field).finditer(self.text))

    def _is_predicate(self, found):
        before, after = self.text[: found.start()].rstrip(), self.text[found.end() :].lstrip()
        if self.words is not LEXICONS["en"]:  # French and Spanish put it behind the noun anyway
            return bool(before)
        if not before:
            return False
        is_closed = not after or COMMA.match(after) or self.words.preposition.match(after)
        return bool(is_closed) or any(being.end() == len(before) for being in self.words.being.finditer(before))

    @property
    def is_work(self):
        """Whether it begins like an activity, whatever follows."""
        if self.opens_with("doing") or self.opens_with("doing_or_thing") or self.has("planned"):
            return True
        work = self.words.work.match(self.core)
        after = self.core[work.end() :].lstrip() if work else ""
        if work and (not after or self.words.preposition.match(after)):
            return True
        return self.opens_with("event") or bool(self.words.event.search(self.head))

    @property
    def is_only_work(self):
        """Whether it begins like an activity and does not go on to say that something is done or there."""
        if not self.is_work or self.opens_with("doing") or self.has("planned"):
            return self.is_work
        return not (self.says("made") or self.says("stands") or self.has("practice"))


COMMA = re.compile(",")
PARTICIPLE = re.compile(r"(?<!\S)[a-z]{3,}ing(?!\S)")  # "companies employing migrants"
POSSESSIVE = re.compile(r"(\w)s['’](?=\s)")  # "migrants' complaints" are complaints


def read(text, language):
    """The statement of ``text``; a language without words of its own is read as English."""
    words = LEXICONS.get(language, LEXICONS["en"])
    decomposed = unicodedata.normalize("NFKD", POSSESSIVE.sub(r"\1 ", text.lower()).replace("œ", "oe"))
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    plain = " ".join(re.findall(r"\d+(?:[.,]\d+)*|[a-z0-9]+|%|,", plain))
    core = plain
    while (opening := words.opening.match(core)) and opening.end() < len(core):
        core = core[opening.end() :].lstrip()
    return Statement(plain, core, words)


def likeness(one, other):
    """Share of the stems that two statements have in common, 0 to 1."""
    both = one.stems | other.stems
    return len(one.stems & other.stems) / len(both) if both else 0
