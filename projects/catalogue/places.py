"""Where records stand in a list, kept small: columns instead of objects, since a hundred thousand of these lie in memory.

Pure. A record's place is its year, its amount in cents and its folded title; nothing of it changes once it is made, what
comes later lies beside the columns until it has become much.
"""

from array import array
from bisect import bisect_left

from .facets import Place

KEYS = "I"  # a key is the number of a bit too, so it cannot be large
NO_YEAR, NO_CENTS = -1, -1
MOST_BESIDE = 2000  # records beside the columns, before the columns are made anew


class Places:
    """key → ``Place`` of records that are given in the order of their keys."""

    def __init__(self, places=()):
        self._keys, self._years, self._cents = array(KEYS), array("h"), array("q")
        self._ends, self._titles = array("I"), bytearray()
        self._beside, self._gone = {}, frozenset()
        for place in places:
            self._keys.append(place.pk)
            self._years.append(NO_YEAR if place.year is None else place.year)
            self._cents.append(NO_CENTS if place.cents is None else place.cents)
            self._titles += place.title.encode()
            self._ends.append(len(self._titles))

    def __len__(self):
        return sum(1 for _key in self)

    def __contains__(self, key):
        return key in self._beside or (key not in self._gone and self._slot(key) is not None)

    def __iter__(self):
        """The keys, in their order but for those that came later."""
        left = self._gone | self._beside.keys()
        yield from (key for key in self._keys if key not in left) if left else self._keys
        yield from self._beside

    def __getitem__(self, key):
        if key in self._beside:
            return self._beside[key]
        slot = None if key in self._gone else self._slot(key)
        if slot is None:
            raise KeyError(key)
        year, cents = self._years[slot], self._cents[slot]
        title = self._title(slot).decode()
        return Place(key, None if year == NO_YEAR else year, None if cents == NO_CENTS else cents, title)

    def changed(self, places, gone):
        """With these places (key → Place) new or instead of old ones, without the keys ``gone``."""
        found = Places.__new__(Places)
        found.__dict__.update(self.__dict__)
        found._beside = {key: place for key, place in self._beside.items() if key not in gone} | places
        found._gone = (self._gone | gone) - places.keys()
        if len(found._beside) + len(found._gone) > MOST_BESIDE:
            return Places(found[key] for key in sorted(found))
        return found

    def titles(self):
        """All titles, one after the other."""
        for key in self:
            yield self[key].title

    def by_title(self):
        """The keys in the order of their titles, those of one title in their own order; an array."""
        if self._beside or self._gone:
            return array(KEYS, sorted(sorted(self), key=lambda key: self[key].title.encode()))
        slots = sorted(range(len(self._keys)), key=self._title)
        return array(KEYS, map(self._keys.__getitem__, slots))

    def _slot(self, key):
        slot = bisect_left(self._keys, key)
        return slot if slot < len(self._keys) and self._keys[slot] == key else None

    def _title(self, slot):
        return self._titles[self._ends[slot - 1] if slot else 0 : self._ends[slot]]
