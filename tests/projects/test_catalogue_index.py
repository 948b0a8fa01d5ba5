"""The index against brute force: the same records, chosen, counted, summed and sorted one by one."""

from collections import Counter
from datetime import date
from decimal import Decimal
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.catalogue.facets import COLUMNS, FACETS, NONE, Entry, Place, band_of, entry_of, goals_within
from projects.catalogue.index import SORTS, Index, bits_of

TITLES = ["alpha", "béta", "beta"]
CODES = ["a", "b", "c", NONE]
SINGLE = ["region", "theme", "coverage", "status", "year", "amount", "line", "results", "evaluation"]


def entry(key, dice):
    """A record whose values follow from the number ``dice``: many are alike, of some facets it has several or none."""
    values = {}
    for facet in FACETS:
        dice, places = divmod(dice, 4 if facet in SINGLE else 16)
        values[facet] = (
            (CODES[places],) if facet in SINGLE else tuple(code for at, code in enumerate(CODES) if places >> at & 1)
        )
    dice, year = divmod(dice, 5)
    dice, title = divmod(dice, 3)
    return Entry(Place(key, 2000 + year if year else None, dice % 40_000_000 or None, title), values)


def entries():
    """Records in the order of their keys."""
    pairs = st.lists(st.tuples(st.integers(1, 300), st.integers(0, 2**64)), unique_by=lambda one: one[0], max_size=20)
    return pairs.map(lambda found: [entry(key, dice) for key, dice in sorted(found)])


def index_of(found):
    """An index whose titles are "alpha", "béta" and "beta"."""
    places = [entry.place for entry in found]
    return Index(found, lambda: [(place.pk, TITLES[place.title]) for place in places])


def by(sort):
    """How places are ordered, said the long way."""

    def rank(place):
        stated = {"newest": place.year, "oldest": place.year, "title": 0}.get(sort, place.cents)
        sign = -1 if sort in {"newest", "amount_high"} else 1
        return (stated is None, sign * (stated or 0), TITLES[place.title], place.pk)

    return rank


CHOSEN = st.dictionaries(
    st.sampled_from(FACETS), st.lists(st.sampled_from([*CODES, "unknown"]), min_size=1, unique=True), max_size=4
)


def fits(entry, chosen):
    """Of each facet one of the codes."""
    return all(set(codes) & set(entry.values[facet]) for facet, codes in chosen.items())


def keys_in(bits):
    return {place for place in range(bits.bit_length()) if bits >> place & 1}


@settings(max_examples=60)
@given(entries(), CHOSEN)
def test_counts_equal_brute_force(found, chosen):
    index = index_of(found)

    assert keys_in(index.fitting(chosen)) == {entry.place.pk for entry in found if fits(entry, chosen)}
    for facet, counted in index.counts(chosen).items():
        others = {name: codes for name, codes in chosen.items() if name != facet}
        expected = Counter(code for entry in found if fits(entry, others) for code in entry.values[facet])
        assert counted == expected


@settings(max_examples=60)
@given(entries(), CHOSEN, st.sampled_from(SORTS))
def test_order_and_sum_equal_brute_force(found, chosen, sort):
    index, fitting = index_of(found), [entry.place for entry in found if fits(entry, chosen)]

    bits = index.fitting(chosen)

    assert list(index.walk(sort, bits)) == [place.pk for place in sorted(fitting, key=by(sort))]
    assert index.total(bits) == sum((Decimal(place.cents or 0) / 100 for place in fitting), Decimal(0))
    assert len(index) == len(found)


@settings(max_examples=60)
@given(entries(), entries(), st.sets(st.integers(1, 300)), CHOSEN, st.sampled_from(SORTS))
def test_changed_index_equals_a_new_one(before, news, gone, chosen, sort):
    index = index_of(before)
    list(index.walk(sort, index.everything))  # the order is there already, and is carried on
    kept = {entry.place.pk for entry in before} - gone
    after = {entry.place.pk: entry for entry in before if entry.place.pk in kept} | {
        entry.place.pk: entry for entry in news
    }

    fresh = index_of([after[key] for key in sorted(after)])
    index.titles = fresh.titles  # as the database would answer now
    changed = index.changed(news, kept)

    assert changed.facets == fresh.facets
    assert changed.slices == fresh.slices
    assert changed.counts(chosen) == fresh.counts(chosen)
    assert list(changed.walk(sort, changed.everything)) == list(fresh.walk(sort, fresh.everything))
    assert index.counts({}) == index_of(before).counts({})


def test_titles_are_read_again_only_when_one_is_new():
    reads = []

    def titles():
        reads.append(1)
        return [(1, "b"), (2, "a"), (3, "c")]

    def named(key, title):
        return Entry(Place(key, 2020, None, title), dict.fromkeys(FACETS, ()))

    index = Index([named(1, 10), named(2, 20)], titles)
    assert (list(index.order("newest")), len(reads)) == ([2, 1], 1)

    same = index.changed([named(1, 10)])
    assert (list(same.order("newest")), len(reads)) == ([2, 1], 1)
    fewer = same.changed([], kept=[1])
    assert (list(fewer.order("title")), len(reads)) == ([1], 1)
    other = index.changed([named(1, 11), named(3, 30)])
    assert (list(other.order("title")), len(reads)) == ([2, 1, 3], 2)


@given(st.sets(st.integers(0, 2000)))
def test_bits_are_the_keys(keys):
    assert keys_in(bits_of(keys)) == keys


@pytest.mark.parametrize(
    ("amount", "band"),
    [
        (None, NONE),
        ("0", "0-50000"),
        ("49999.99", "0-50000"),
        ("50000", "50000-100000"),
        ("100000", "100000-200000"),
        ("200000", "200000-300000"),
        ("300000", "200000-300000"),
        ("300000.01", "300000-"),
    ],
)
def test_band_of_an_amount(amount, band):
    assert band_of(None if amount is None else int(Decimal(amount) * 100)) == band


def test_goals_are_found_by_goal_and_by_target():
    codes = ["SDG-10.7", "SDG-8", "GCM-10"]

    assert list(goals_within(codes, "SDG-")) == ["10", "10.7", "8"]
    assert list(goals_within(codes, "GCM-")) == ["10"]


def test_entry_of_a_record_that_states_nothing_and_of_one_that_states_all():
    empty = dict.fromkeys(COLUMNS) | {
        "pk": 1,
        "country_codes": [],
        "goal_codes": [],
        "coverage": "",
        "state": "UNKNOWN",
        "title": "Étude",
        "has_results": False,
        "has_evaluation": False,
    }
    full = empty | {
        "country_codes": ["ME", "AL"],
        "region_id": "EUROPE",
        "theme_id": "PX",
        "coverage": "REGIONAL",
        "line_id": 2,
        "goal_codes": ["SDG-10.7"],
        "amount": Decimal("150000.50"),
        "funding_year": 2019,
        "start_year": 2018,
        "starts_on": date(2020, 1, 1),
        "has_results": True,
        "has_evaluation": True,
    }

    assert entry_of(empty.values()) == Entry(
        Place(1, None, None, crc32(b"etude")),
        {
            **dict.fromkeys(["region", "theme", "coverage", "year", "amount", "line", "country"], (NONE,)),
            "status": ("UNKNOWN",),
            "sdg": (),
            "gcm": (),
            "results": ("no",),
            "evaluation": ("no",),
        },
    )
    assert entry_of(full.values()) == Entry(
        Place(1, 2020, 15_000_050, crc32(b"etude")),
        {
            "region": ("EUROPE",),
            "country": ("ME", "AL"),
            "theme": ("PX",),
            "coverage": ("REGIONAL",),
            "status": ("UNKNOWN",),
            "year": ("2019",),
            "amount": ("100000-200000",),
            "line": ("2",),
            "sdg": ("10", "10.7"),
            "gcm": (),
            "results": ("yes",),
            "evaluation": ("yes",),
        },
    )
