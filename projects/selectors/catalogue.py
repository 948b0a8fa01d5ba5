"""What of the catalogue a reader asked for: the one answer behind the page, the files, the feeds and the API."""

import json
from dataclasses import dataclass

from django.db.models import F, Lookup, QuerySet

from ..filters import ProjectFilter
from ..models import PublicRecord
from .records import with_countries


class Among(Lookup):
    """Whether a number is one of a list, which goes over as a single parameter: half the time of a thousand of them."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        """For SQLite, which has no lists but reads JSON."""
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} IN (SELECT value FROM json_each(%s))", (*parameters, json.dumps(self.rhs))

    def as_postgresql(self, compiler, connection):
        """As a list of PostgreSQL."""
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*parameters, self.rhs)


@dataclass(frozen=True)
class Selection:
    """The records that fit, in the reader's order. ``filter``: the ProjectFilter with its form."""

    filter: ProjectFilter
    keys: list

    @property
    def count(self):
        """How many fit."""
        return len(self.keys)

    def records(self, start, stop, *, whole=False):
        """The records from ``start`` to before ``stop``, each with ``countries``; with ``whole`` their long parts too."""
        keys = self.keys[start:stop]
        rows = (
            PublicRecord.objects.select_related("theme", "region", "line")
            if whole
            else PublicRecord.objects.for_lists()
        )
        found = rows.in_bulk(keys)
        return with_countries(found[key] for key in keys if key in found)

    def chunks(self, *, size=1000, whole=True):
        """All records in order, ``size`` at a time, so that memory stays the same whatever their number."""
        for start in range(0, self.count, size):
            yield self.records(start, start + size, whole=whole)

    def rows(self, fields, *, start=0, stop=None, size=1000):
        """Fields (or expressions) of the records in order as plain tuples, in lists of ``size``: what files are written from.

        The last value of a tuple is the key. A quarter of the time of ``chunks``: no objects are made. What went away
        meanwhile is left out.
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


def _plain():
    """Records in no order by Django's own queryset: the one that translates fields makes a dict of every row."""
    return QuerySet(PublicRecord).order_by()


def one(address, fields):
    """The fields of the record at an address as a plain tuple, or None."""
    return _plain().filter(address=address).values_list(*fields).first()


def select(parameters):
    """The ``Selection`` for the parameters of an address (a QueryDict); nonsense in them is left out, never an error."""
    found = ProjectFilter(parameters, queryset=PublicRecord.objects.all())
    return Selection(found, list(found.qs.distinct().values_list("pk", flat=True)))
