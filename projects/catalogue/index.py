"""The catalogue in memory: for each value of each facet the set of its records, as the bits of one whole number.

The bit of a record is its primary key. "And", "or" and counting are then single operations on numbers of a few kilobytes:
every facet is counted exactly, whatever is chosen, without asking the database. Sums of money are exact too: the amounts
lie in slices, one set for each binary digit of their cents. Pure, and never changed once made.
"""

from array import array
from bisect import insort
from collections import defaultdict
from decimal import Decimal
from functools import reduce
from itertools import compress
from operator import or_

from .facets import FACETS
from .places import KEYS, Places

SORTS = {  # name → what a record is ordered by, before its title and its key; what is not stated comes last
    "newest": lambda one: (one.year is None, -(one.year or 0)),
    "oldest": lambda one: (one.year is None, one.year or 0),
    "amount_high": lambda one: (one.cents is None, -(one.cents or 0)),
    "amount_low": lambda one: (one.cents is None, one.cents or 0),
    "title": lambda _one: (),
}
MOST_INSERTED = 500  # records that are put into their places one by one; sorting all anew is quicker for more
ZEROES_AND_ONES = bytes.maketrans(b"01", b"\x00\x01")


class Index:
    """Records by facet value. ``Index(entries)``, in the order of their keys; methods take and give sets as whole numbers."""

    def __init__(self, entries):
        sets = _Sets()
        self.places = Places(sets.noted(entries))
        self.facets, self.slices, self.everything = sets.facets(), sets.slices(), sets.everything()
        self._orders = {}

    def __len__(self):
        return self.everything.bit_count()

    def changed(self, entries, kept=None):
        """The index with these entries new or in place of old ones; ``kept``: the keys there still are, if some went."""
        sets = _Sets()
        placed = {place.pk: place for place in sets.noted(entries)}
        gone = frozenset() if kept is None else frozenset(self.places) - frozenset(kept) - placed.keys()
        stay = ~bits_of(gone | placed.keys())
        found = Index.__new__(Index)
        found.places = self.places.changed(placed, gone)
        fresh = sets.facets()
        found.facets = {facet: _joined(self.facets[facet], fresh[facet], stay) for facet in FACETS}
        found.slices = _joined(self.slices, sets.slices(), stay)
        found.everything = self.everything & stay | sets.everything()
        found._orders = {} if len(placed) > MOST_INSERTED else found._orders_after(self, gone | placed.keys(), placed)
        return found

    def _orders_after(self, before, moved, placed):
        orders = {}
        for name, order in list(before._orders.items()):
            orders[name] = array(KEYS, (key for key in order if key not in moved))
            for key in placed:
                insort(orders[name], key, key=lambda one, by=SORTS[name]: _rank(by, self.places[one]))
        return orders

    def fitting(self, chosen, within=None):
        """The records that have, of each facet in ``chosen`` (facet → codes), one of its codes; ``within`` a set."""
        found = self.everything if within is None else within
        for facet, codes in chosen.items():
            found &= self.having(facet, codes)
        return found

    def having(self, facet, codes):
        """The records that have one of the codes of a facet."""
        sets = self.facets[facet]
        return reduce(or_, (sets.get(code, 0) for code in codes), 0)

    def counts(self, chosen, within=None):
        """facet → {code: how many records have it}, each facet as if nothing of it were chosen; none are left out."""
        found = {}
        for facet in FACETS:
            others = {name: codes for name, codes in chosen.items() if name != facet}
            found[facet] = self.counts_of(facet, self.fitting(others, within))
        return found

    def counts_of(self, facet, bits):
        """{code: how many of the records ``bits`` have it}; codes that none has are left out."""
        counted = ((code, (have & bits).bit_count()) for code, have in self.facets[facet].items())
        return {code: number for code, number in counted if number}

    def total(self, bits):
        """The sum of the amounts of the records, in USD; those without an amount count nothing."""
        cents = sum((members & bits).bit_count() << digit for digit, members in self.slices.items())
        return Decimal(cents).scaleb(-2)

    def order(self, sort):
        """The keys of all records in an order of ``SORTS``; an array."""
        if sort not in self._orders:
            by_title = self.places.by_title() if sort == "title" else self.order("title")
            by, places = SORTS[sort], self.places
            self._orders[sort] = (
                by_title if sort == "title" else array(KEYS, sorted(by_title, key=lambda key: by(places[key])))
            )
        return self._orders[sort]

    def walk(self, sort, bits):
        """The keys of the records, in order, one after the other."""
        order = self.order(sort)
        if bits == self.everything:
            return iter(order)
        return compress(order, map(_flags(bits, self.everything.bit_length()).__getitem__, order))


def bits_of(keys):
    """The set of these keys (a collection, not an iterator)."""
    if not keys:
        return 0
    flags = bytearray(b"0") * (max(keys) + 1)
    for key in keys:
        flags[key] = 49  # "1"
    flags.reverse()
    return int(flags, 2)


def _rank(by, place):
    return (*by(place), place.title.encode(), place.pk)


def _flags(bits, length):
    """One byte for each key: 1 where it is in the set."""
    return f"{bits:0{length}b}".encode()[::-1].translate(ZEROES_AND_ONES)


class _Sets:
    """Sorts the keys of entries by what these have, while they pass; a hundred thousand are never in memory at once."""

    def __init__(self):
        self._all, self._slices = array(KEYS), defaultdict(lambda: array(KEYS))
        self._values = {facet: defaultdict(lambda: array(KEYS)) for facet in FACETS}

    def noted(self, entries):
        """The places of the entries, each as soon as what it has is noted."""
        for place, values in entries:
            self._all.append(place.pk)
            for facet, codes in values.items():
                for code in codes:
                    self._values[facet][code].append(place.pk)
            cents, digit = place.cents or 0, 0
            while cents:
                if cents & 1:
                    self._slices[digit].append(place.pk)
                cents, digit = cents >> 1, digit + 1
            yield place

    def facets(self):
        """facet → {code: the records that have it}"""
        return {facet: {code: bits_of(keys) for code, keys in found.items()} for facet, found in self._values.items()}

    def slices(self):
        """digit → the records in whose amount (in cents, written in binary) that digit is 1"""
        return {digit: bits_of(keys) for digit, keys in self._slices.items()}

    def everything(self):
        """All records."""
        return bits_of(self._all)


def _joined(old, new, stay):
    joined = {code: members & stay | new.get(code, 0) for code, members in old.items()} | {
        code: members for code, members in new.items() if code not in old
    }
    return {code: members for code, members in joined.items() if members}
