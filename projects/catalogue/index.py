"""The catalogue in memory: for each value of each facet the set of its records, as the bits of one whole number.

The bit of a record is its primary key. "And", "or" and counting are then single operations on numbers of a few kilobytes:
every facet is counted exactly, whatever is chosen, without asking the database. Sums of money are exact too: the amounts
lie in slices, one set for each binary digit of their cents. Titles, which would take the most room, are read anew when
they are to be sorted and forgotten after it. Pure, and never changed once made.
"""

from array import array
from collections import defaultdict
from decimal import Decimal
from functools import reduce
from heapq import merge
from itertools import accumulate, compress, islice
from operator import or_

from .facets import FACETS

KEYS = "I"  # type of an array of keys; a key is the number of a bit, so it cannot be large
LONGEST_RUN = 5000  # titles that are sorted at once
NOTHING = -1  # year or cents of a record that states none
SORTS = ("newest", "oldest", "amount_high", "amount_low", "title")  # what is not stated comes last, equals by title
ZEROES_AND_ONES = bytes.maketrans(b"01", b"\x00\x01")


class Index:
    """Records by facet value; the methods take and give sets of records as whole numbers.

    ``entries``: iterable of ``facets.Entry``; ``titles``: function without arguments that yields (key, folded title).
    """

    def __init__(self, entries, titles):
        self.titles, self._columns, self._orders = titles, _Columns(), {}
        noted = _Noted(entries, self._columns)
        self.facets, self.slices, self.everything = noted.facets, noted.slices, noted.everything

    def __len__(self):
        return self.everything.bit_count()

    def changed(self, entries, kept=None):
        """The index with these entries new or in place of old ones; ``kept``: the keys there still are, if some went."""
        found = Index.__new__(Index)
        found.titles, found._columns, found._orders = self.titles, self._columns.copy(), {}
        noted = _Noted(entries, found._columns)
        stay = ~noted.everything if kept is None else ~noted.everything & bits_of(list(kept))
        found.facets = {facet: _joined(self.facets[facet], noted.facets[facet], stay) for facet in FACETS}
        found.slices = _joined(self.slices, noted.slices, stay)
        found.everything = self.everything & stay | noted.everything
        is_known = not (noted.has_other_titles or noted.everything & ~self.everything)
        if is_known and "title" in self._orders:
            order, there = self._orders["title"], _flags(found.everything, self.everything.bit_length())
            found._orders["title"] = array(KEYS, compress(order, map(there.__getitem__, order)))
        return found

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

    def year_of(self, key):
        """The start year of a record, or None."""
        year = self._columns.years[key]
        return None if year == NOTHING else year

    def order(self, sort):
        """The keys of all records in an order of ``SORTS``; an array."""
        if sort not in self._orders:
            if sort == "title":
                there = _flags(self.everything, self.everything.bit_length())
                order = _by_title((key, title) for key, title in self.titles() if key < len(there) and there[key])
                self._orders[sort] = order
            else:
                self._orders[sort] = self._columns.sorted(self.order("title"), sort)
        return self._orders[sort]

    def walk(self, sort, bits):
        """The keys of the records, in order, one after the other."""
        order = self.order(sort)
        if bits == self.everything:
            return iter(order)
        return compress(order, map(_flags(bits, self.everything.bit_length()).__getitem__, order))


def _by_title(pairs):
    """The keys of (key, title) pairs in the order of their titles.

    Sorted in runs that are then merged: the titles lie in one text a run, so that they take little more room than on disk.
    """
    runs = []
    while run := sorted((title.encode(), key) for key, title in islice(pairs, LONGEST_RUN)):
        keys, ends = array(KEYS, (key for _title, key in run)), accumulate(len(title) for title, _key in run)
        runs.append((keys, array("I", ends), b"".join([title for title, _key in run])))

    def walk(keys, ends, titles):
        start = 0
        for key, end in zip(keys, ends, strict=True):
            yield titles[start:end], key
            start = end

    return array(KEYS, (key for _title, key in merge(*(walk(*run) for run in runs))))


class _Columns:
    """Year, cents and a checksum of the title of each record, at the place of its key."""

    def __init__(self):
        self.years, self.cents, self.titles = array("h"), array("q"), array("I")

    def copy(self):
        """The same, to be changed; what is no longer there stays, and is never asked for."""
        found = _Columns()
        found.years, found.cents, found.titles = self.years[:], self.cents[:], self.titles[:]
        return found

    def put(self, place):
        """Note a place; returns whether its title is another one than before."""
        if (more := place.pk + 1 - len(self.years)) > 0:
            self.years.extend(array("h", [NOTHING]) * more)
            self.cents.extend(array("q", [NOTHING]) * more)
            self.titles.extend(array("I", [0]) * more)
        is_other = self.titles[place.pk] != place.title
        self.years[place.pk] = NOTHING if place.year is None else place.year
        self.cents[place.pk] = NOTHING if place.cents is None else place.cents
        self.titles[place.pk] = place.title
        return is_other

    def sorted(self, by_title, sort):
        """The keys ``by_title`` in another order."""
        column = self.years if sort in {"newest", "oldest"} else self.cents
        order = sorted(by_title, key=column.__getitem__, reverse=sort in {"newest", "amount_high"})
        if sort in {"oldest", "amount_low"}:  # those that state nothing came first
            stated = next((place for place, key in enumerate(order) if column[key] != NOTHING), 0)
            order = order[stated:] + order[:stated]
        return array(KEYS, order)


class _Noted:
    """What entries have, noted while they pass: of a hundred thousand few are in memory at once. ``columns`` are filled."""

    def __init__(self, entries, columns):
        everything, slices, self.has_other_titles = bytearray(), defaultdict(bytearray), False
        values = {facet: defaultdict(bytearray) for facet in FACETS}
        for place, found in entries:
            self.has_other_titles |= columns.put(place)
            _put(everything, place.pk)
            for facet, codes in found.items():
                for code in codes:
                    _put(values[facet][code], place.pk)
            cents, digit = place.cents or 0, 0
            while cents:
                if cents & 1:
                    _put(slices[digit], place.pk)
                cents, digit = cents >> 1, digit + 1
        self.everything = int.from_bytes(everything, "little")
        self.slices = {digit: int.from_bytes(bits, "little") for digit, bits in slices.items()}
        self.facets = {
            facet: {code: int.from_bytes(bits, "little") for code, bits in sets.items()}
            for facet, sets in values.items()
        }


def bits_of(keys):
    """The set of these keys (a collection, not an iterator)."""
    if not keys:
        return 0
    flags = bytearray(b"0") * (max(keys) + 1)
    for key in keys:
        flags[key] = 49  # "1"
    flags.reverse()
    return int(flags, 2)


def _put(bits, key):
    place = key >> 3
    if place >= len(bits):
        bits.extend(bytes(place - len(bits) + 1))
    bits[place] |= 1 << (key & 7)


def _flags(bits, length):
    """One byte for each key: 1 where it is in the set."""
    return f"{bits:0{length}b}".encode()[::-1].translate(ZEROES_AND_ONES)


def _joined(old, new, stay):
    joined = {code: members & stay | new.get(code, 0) for code, members in old.items()}
    joined |= {code: members for code, members in new.items() if code not in old}
    return {code: members for code, members in joined.items() if members}
