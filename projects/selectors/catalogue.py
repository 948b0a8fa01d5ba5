"""What of the catalogue a reader asked for: the one answer behind the page, the files, the feeds and the API."""

from dataclasses import dataclass

from ..filters import ProjectFilter
from ..models import PublicRecord
from .records import with_countries


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


def select(parameters):
    """The ``Selection`` for the parameters of an address (a QueryDict); nonsense in them is left out, never an error."""
    found = ProjectFilter(parameters, queryset=PublicRecord.objects.all())
    return Selection(found, list(found.qs.distinct().values_list("pk", flat=True)))
