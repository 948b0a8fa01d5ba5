"""The catalogue as this process knows it, kept as new as the database: one row tells what changed since.

``current()`` asks for the number of the last change (one query). Is it newer than what is known, only the records that
changed are read; a process that knows nothing reads the columns of all facets once. Several threads may ask at once: what
they get is never changed any more, a newer one takes its place.
"""

import threading
from functools import cached_property

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import get_language

from core.reading import fold, normalise

from ..models import Catalogue, PublicRecord, Synonyms
from . import articles, texts
from .facets import COLUMNS, entry_of
from .index import Index
from .labels import Names
from .words import Synonyms as Meanings
from .words import parse

MOST_SEARCHES = 100  # searches whose answers are kept until the next change
SHORTEST_WORD = 3  # that is worth being suggested
_lock, _known = threading.Lock(), {}


class Shown:
    """One state of the catalogue: ``index``, ``names``, ``meanings`` (synonyms)."""

    def __init__(self, state, index, names, meanings):
        self.state, self.index, self.names, self.meanings = state, index, names, meanings
        self._labels, self._searches = {}, {}

    @property
    def changed_at(self):
        """When it changed last; None before it ever did."""
        return self.state[2] if self.state else None

    @property
    def labels(self):
        """The ``Labels`` in the active language."""
        language = (get_language() or "en")[:2]
        if language not in self._labels:
            self._labels[language] = self.names.labels(language, self.index.facets)
        return self._labels[language]

    def query(self, text):
        """The search that ``text`` means."""
        return parse(text, self.meanings)

    def matches(self, query):
        """The set of records that a search finds; asked of the database once."""
        return self._kept(query, lambda: texts.find(query, self.index.everything))

    def titled(self, query):
        """The set of records whose titles alone hold what is wanted; asked of the database once."""
        return self._kept(("titles", query), lambda: texts.titled(query))

    @cached_property
    def articles(self):
        """The public news by what they are about (``articles.read``); asked of the database once."""
        return articles.read()

    def _kept(self, key, ask):
        if (found := self._searches.get(key)) is None:
            while len(self._searches) >= MOST_SEARCHES:
                self._searches.pop(next(iter(self._searches), None), None)
            found = self._searches[key] = ask()
        return found

    @cached_property
    def vocabulary(self):
        """word → in how many titles it is, with the words of all names and synonyms: what a search may have meant."""
        counted = dict.fromkeys(
            {word for name in self.names.spoken() for word in normalise(name).split()} | self.meanings.all_words(), 1
        )
        for _key, title in self.index.titles():
            for word in set(normalise(title).split()):
                counted[word] = counted.get(word, 0) + 1
        return {word: number for word, number in counted.items() if len(word) >= SHORTEST_WORD and not word.isdigit()}


def current():
    """The ``Shown`` of now. One query when nothing changed since the last time."""
    state = _state()
    known = _known.get(_database())
    if known is None or known.state != state:
        with _lock:
            known, state = _known.get(_database()), _state()  # another thread may have been quicker
            if known is None or known.state != state:
                known = _read(known, state)
                known.index.order("newest")  # whoever comes next finds it sorted
                _known[_database()] = known
    return known


def forget():
    """Have the next reader read everything; for tests, whose databases go back in time."""
    _known.clear()


def _state():
    return Catalogue.objects.filter(pk=1).values_list("revision", "removal", "changed_at").first()


def _database():
    return connection.alias, str(connection.settings_dict["NAME"])


def _read(known, state):
    """What changed if ``state`` goes on from what is known; else all."""
    if known is None or known.state is None or state is None or state[0] <= known.state[0]:
        return Shown(state, Index(_entries(QuerySet(PublicRecord)), _titles), Names(), _meanings())
    since, (_revision, removal, _at) = known.state[0], state
    entries = _entries(QuerySet(PublicRecord).filter(revision__gt=since))
    if removal <= since:
        return Shown(state, known.index.changed(entries), known.names, known.meanings)
    kept = QuerySet(PublicRecord).order_by().values_list("pk", flat=True).iterator(chunk_size=5000)
    return Shown(state, known.index.changed(entries, kept), Names(), _meanings())


def _entries(records):
    rows = records.order_by().values_list(*COLUMNS)
    return map(entry_of, rows.iterator(chunk_size=1000))


def _titles():
    """(key, folded title) of every record there is."""
    rows = QuerySet(PublicRecord).order_by().values_list("pk", "title").iterator(chunk_size=1000)
    return ((key, fold(title)) for key, title in rows)


def _meanings():
    return Meanings(row.expressions for row in Synonyms.objects.all())
