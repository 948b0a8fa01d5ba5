"""The search across the site: what a place of it gives, and the one way in which texts are compared with words. Pure.

An app that has something to be found registers a provider under "site_search": it gets a ``Search`` and returns a list of
``Tab``. A tab knows at once how many it found; what is on one page of it is asked for by ``hits(start, stop)`` only when
that page is shown. Texts kept as models are few, so they are compared here in memory (``ranked``); what has an index of
its own, as the catalogue has, asks that.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import mark_safe

from core.reading import fold, normalise

LONGEST_QUERY, MOST_WORDS = 200, 12
SNIPPET = 220  # characters of a text around the first word found
IN_TITLE, IN_LEAD, IN_TEXT = 100, 10, 1  # what a word counts, by the best place it is in
SMALL_WORDS = """a al and au aux con d da das de del des do du e el en et for from in into its l la las le les los n of on or
para par pour por qu que s se ses sur the to un una une with y"""
SMALL = frozenset(SMALL_WORDS.split())
UNWANTED = re.compile(r"(?<!\S)[-−–]\S+")  # the catalogue's grammar has them
HEADING = re.compile(r"^#+\s*(.+?)[.:?!]?\s*$", re.MULTILINE)
LINKS = re.compile(r"\[\[[^\]\n]*\]\]|(?<=\])\([^)\s]*\)|[*_`]+")
MARKS = re.compile(r"^[-: |]+$|^\s*(?:-|\d+\.)\s+|[#>|]+", re.MULTILINE)
BRACKETS = str.maketrans("", "", "[]")


@dataclass(frozen=True)
class Search:
    """What was asked: ``text`` as typed, at most ``LONGEST_QUERY`` characters, and its ``words``, folded."""

    text: str

    @classmethod
    def of(cls, typed):
        """The ``Search`` for what somebody typed; nothing is an error."""
        return cls(" ".join(typed[:LONGEST_QUERY].split()))

    @property
    def words(self):
        """The words that must all be there; small ones count only where there is nothing else, -words only in the catalogue."""
        words = list(dict.fromkeys(normalise(UNWANTED.sub(" ", self.text)).split()))[:MOST_WORDS]
        return tuple([word for word in words if word not in SMALL] or words)


@dataclass(frozen=True)
class Hit:
    """One thing found. ``snippet``: safe HTML; ``language``: code of what it is written in; ``detail``: a line of facts."""

    title: str
    url: str
    language: str
    snippet: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Tab:
    """What one place of the site found. Lower ``position`` comes first; ``code`` stands in the address (``in=``).

    ``hits(start, stop)``: the ``Hit`` list of a page. ``all_url``: where all of it stands with filters of its own.
    ``meant``: another spelling that finds more. ``exact``: the address of the one thing that the words name by its code.
    """

    code: str
    label: str
    position: int
    count: int
    hits: Callable
    all_url: str = ""
    all_label: str = ""
    meant: str = ""
    exact: str = ""

    def __len__(self):
        return self.count

    def __getitem__(self, part):
        """A slice, as a paginator asks."""
        return self.hits(part.start, part.stop)


@dataclass(frozen=True)
class Document:
    """A text that is compared: plain ``title``, ``lead`` and Markdown ``text``, and whatever ``source`` it is of."""

    title: str
    lead: str
    text: str
    source: object = None


def ranked(search, documents):
    """Those of ``documents`` that hold every word of ``search``, the best first: title before lead before text.

    A word fits where a word of the text begins with it; accents, case and the s of a plural do not matter.
    """
    begins = [f" {beginning(word)}" for word in search.words]
    if not begins:
        return []
    found = []
    for place, one in enumerate(documents):
        parts = [(IN_TITLE, folded(one.title)), (IN_LEAD, folded(one.lead)), (IN_TEXT, folded(one.text))]
        scores = [next((worth for worth, part in parts if begin in part), 0) for begin in begins]
        if all(scores):
            found.append((-sum(scores), place, one))
    return [one for _score, _place, one in sorted(found, key=lambda row: row[:2])]


@lru_cache(maxsize=500)
def folded(text):
    """A text as words are looked for in it, with a space before each word; kept, because pages seldom change."""
    return f" {normalise(plain(text))} "


def beginning(word):
    """What the forms of a word have in common: without the s of a plural."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def plain(text):
    """Markdown as a person reads it aloud: words without marks, addresses and live parts."""
    text = LINKS.sub("", HEADING.sub(r"\1 –", text)).translate(BRACKETS)
    return " ".join(MARKS.sub(" ", text).split())


def snippet(search, text, length=SNIPPET):
    """Safe HTML of the part of a Markdown ``text`` around the first word found, with the words marked."""
    text = plain(text)
    spans = _spans(search, text)
    first = spans[0][0] if spans else 0
    start = 0 if first < length // 2 else text.rfind(" ", 0, first - length // 4) + 1
    stop = len(text) if start + length >= len(text) else max(text.rfind(" ", start, start + length), start + 1)
    shown = marked(search, text[start:stop])
    return mark_safe(f"{'… ' if start else ''}{shown}{' …' if stop < len(text) else ''}")  # noqa: S308 – escaped in marked


def marked(search, text):
    """Safe HTML of a plain ``text`` with the words of ``search`` in <mark>."""
    pieces, place = [], 0
    for start, stop in _spans(search, text):
        pieces += [escape(text[place:start]), "<mark>", escape(text[start:stop]), "</mark>"]
        place = stop
    return mark_safe("".join([*pieces, escape(text[place:])]))  # noqa: S308 – every piece is escaped


def _spans(search, text):
    """(start, stop) of every word of ``text`` that begins as a word of ``search`` does, in order."""
    begins = tuple(beginning(word) for word in search.words)
    found = re.finditer(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*", text) if begins else ()
    return [match.span() for match in found if normalise(fold(match[0])).startswith(begins)]
