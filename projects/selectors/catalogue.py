"""What of the catalogue a reader asked for: the one answer behind the page, the files, the feeds and the API."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from urllib.parse import urlencode

from django.db.models import F, Lookup, Q, QuerySet

from ..catalogue import memory, texts
from ..catalogue.words import Query
from ..filters import RELEVANCE, ProjectFilter
from ..models import CODE_PATTERN, PRIMA_PATTERN, PublicRecord
from .records import with_countries


class Among(Lookup):
    """Whether a number is one of a list, which goes over as a single parameter: half the time of a thousand of them."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        """For SQLite, which has no lists but reads JSON."""
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} IN (SELECT value FROM json_each(%s))", (*parameters, json.dumps(self.rhs))  # noqa: S608 – a column of ours

    def as_postgresql(self, compiler, connection):
        """As a list of PostgreSQL."""
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*parameters, self.rhs)


COMMON = 20_000  # records that a search of common words finds


@dataclass(frozen=True)
class Selection:
    """The records that fit, in the reader's order. ``filter``: the ProjectFilter; ``shown``: the catalogue it was asked of.

    ``within``: the records that the words find, as a set of the index; ``bits``: those that fit the facets too.
    """

    filter: ProjectFilter
    shown: memory.Shown
    search: Query
    within: int
    bits: int

    def __len__(self):
        return self.count

    def __getitem__(self, part):
        """The keys of a slice, as a paginator asks."""
        return self.keys_between(part.start, part.stop)

    @cached_property
    def count(self):
        """How many fit."""
        return self.bits.bit_count()

    @cached_property
    def keys(self):
        """The primary keys of all that fit, in order."""
        return list(self._walk())

    @property
    def total(self):
        """The sum of their amounts in USD (Decimal)."""
        return self.shown.index.total(self.bits)

    @cached_property
    def counts(self):
        """facet → {code: how many fit}, each facet counted as if nothing of it were chosen."""
        return self.shown.index.counts(self.filter.chosen, self.within)

    @property
    def query(self):
        """The canonical parameters as text, without the page; "" for all records."""
        return urlencode(self.filter.parameters())

    def keys_between(self, start, stop):
        """The keys from ``start`` to before ``stop``, without working out those that follow."""
        return list(islice(self._walk(), start, stop))

    def records(self, start, stop):
        """The records from ``start`` to before ``stop``, without their long parts, each with ``countries``."""
        return with_countries(in_order(PublicRecord.objects.for_lists(), self.keys_between(start, stop)))

    def rows(self, fields, *, start=0, stop=None, size=1000):
        """Fields (or expressions) of the records in order as plain tuples, in lists of ``size``: what files are written from.

        The last value of a tuple is the key. A quarter of the time that objects would take. What went away meanwhile is
        left out.
        """
        wanted = self.keys[start:stop]
        for place in range(0, len(wanted), size):
            keys = wanted[place : place + size]
            found = {row[-1]: row for row in _plain().filter(Among(F("pk"), keys)).values_list(*fields, "pk")}
            yield [found[key] for key in keys if key in found]

    def newest(self, fields, most):
        """The named fields of the ``most`` records that were published last, as plain tuples, the newest first."""
        keys = _plain().order_by("-published_at", "-pk").values_list("pk", flat=True)
        wanted, found = set(self.keys), []
        for key in keys.iterator(chunk_size=2000):  # reading on is cheaper than asking for so many keys by name
            if len(found) == most:
                break
            if key in wanted:
                found.append(key)
        rows = {row[0]: row[1:] for row in _plain().filter(pk__in=found).values_list("pk", *fields)}
        return [rows[key] for key in found if key in rows]

    def _walk(self):
        index, sort = self.shown.index, self.filter.ordering
        if sort != RELEVANCE:
            return index.walk(sort, self.bits)
        best = self._best
        if len(best) == self.count:
            return iter(best)
        first = set(best)
        return chain(best, (key for key in index.walk("newest", self.bits) if key not in first))

    @cached_property
    def _best(self):
        """The best matches first. Of many only some are compared, those with the words in their titles before others.

        What a great part of all titles may hold is not asked of the titles: the rank counts them anyway.
        """
        if not self.search.wanted or not self.bits:
            return []
        index, is_common = self.shown.index, self.within.bit_count() > COMMON
        titled = 0 if is_common else self.shown.titled(self.search) & self.bits
        newest = chain(index.walk("newest", titled), index.walk("newest", self.bits & ~titled))
        ranked = texts.ranked(self.search, list(islice(newest, texts.MOST_RANKED)))
        return sorted(ranked, key=lambda key: not titled >> key & 1)


def record_of_code(text):
    """The public record that a project code or PRIMA ID names, in any case; None for other texts, without a query."""
    code = text.strip().upper()
    if not (re.fullmatch(CODE_PATTERN, code) or re.fullmatch(PRIMA_PATTERN, code)):
        return None
    return PublicRecord.objects.only("address").filter(Q(code=code) | Q(prima_id=code)).first()


def in_order(rows, keys):
    """The records of these keys, in their order; one that went away meanwhile is left out."""
    found = rows.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def _plain():
    """Records in no order by Django's own queryset: the one that translates fields makes a dict of every row."""
    return QuerySet(PublicRecord).order_by()


def one(address, fields):
    """The fields of the record at an address as a plain tuple, or None."""
    return _plain().filter(address=address).values_list(*fields).first()


def select(parameters):
    """The ``Selection`` for the parameters of an address (a QueryDict); nonsense in them is left out, never an error."""
    shown = memory.current()
    found = ProjectFilter(parameters, shown=shown)
    search = shown.query(found.text)
    within = shown.matches(search) if search else shown.index.everything
    return Selection(found, shown, search, within, shown.index.fitting(found.chosen, within))
