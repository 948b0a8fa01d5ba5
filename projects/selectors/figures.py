"""Sums over the public records: the catalogue's, and those of a country, region, theme, goal or year.

Worked out in the catalogue's index in memory, one query whatever is asked. A project of several countries counts in full
in each of them, and in each of its goals.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from ..catalogue import memory
from ..catalogue.facets import NONE
from ..models import State


@dataclass(frozen=True)
class Sum:
    """How many projects, and their money in USD; of ``unknown`` among them no amount is on record."""

    number: int = 0
    amount: Decimal = Decimal(0)
    unknown: int = 0

    @property
    def known(self):
        """The money, or None where no amount is on record at all."""
        return self.amount if self.number > self.unknown else None


class Figures:
    """Sums of the records ``bits`` of the catalogue ``shown``: in all and by code. ``goals`` by number of the SDG, "10"."""

    def __init__(self, shown, bits):
        self.shown, self._index, self._bits = shown, shown.index, bits

    def _sum(self, bits):
        without_amount = self._index.having("amount", [NONE])
        return Sum(bits.bit_count(), self._index.total(bits), (bits & without_amount).bit_count())

    def _by(self, facet):
        counted = self._index.counts_of(facet, self._bits)
        return {code: self._sum(self._bits & self._index.having(facet, [code])) for code in counted if code != NONE}

    @cached_property
    def total(self):
        """Of all."""
        return self._sum(self._bits)

    @cached_property
    def countries(self):
        """By country."""
        return self._by("country")

    @cached_property
    def regions(self):
        """By region."""
        return self._by("region")

    @cached_property
    def themes(self):
        """By theme."""
        return self._by("theme")

    @cached_property
    def years(self):
        """By funding year, as text."""
        return self._by("year")

    @cached_property
    def goals(self):
        """By Sustainable Development Goal; a target counts for its goal."""
        return {code: found for code, found in self._by("sdg").items() if "." not in code}

    @property
    def active(self):
        """How many are running."""
        return self._with("status", State.ACTIVE)

    @property
    def completed(self):
        """How many are completed."""
        return self._with("status", State.COMPLETED)

    @property
    def without_year(self):
        """Of how many the funding year is not on record."""
        return self._with("year", NONE)

    @cached_property
    def span(self):
        """The years in which the first and the last of them started: "2005–2024"; empty where none is known."""
        known = (next(self._index.walk(sort, self._bits), None) for sort in ("oldest", "newest"))
        years = [self._index.year_of(key) for key in known if key is not None]
        return "–".join(dict.fromkeys(str(year) for year in years if year))

    def _with(self, facet, code):
        return (self._bits & self._index.having(facet, [code])).bit_count()


def figures(kind="", code="", *, shown=None):
    """The ``Figures`` of the catalogue, or of what has ``code`` as its ``kind``: country, region, theme, sdg or year.

    ``shown``: the catalogue of ``memory.current()``, where the caller has it already.
    """
    shown = shown or memory.current()
    return Figures(shown, shown.index.having(kind, [str(code)]) if kind else shown.index.everything)
