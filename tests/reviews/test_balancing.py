"""The balance: most pairs first, then even loads and fitting expertise; the same facts give the same pairs."""

import random
from collections import Counter
from itertools import product

import pytest

from reviews.balancing import Candidate, Gap, Proposal, balance, misfit


def proposal(key, *, theme="PX", second=None, language="en", needed=1):
    return Proposal(key, theme, second, language, needed)


def candidate(key, *, themes=(), languages=("en",), load=0, capacity=5):
    return Candidate(key, frozenset(themes), frozenset(languages), load, capacity)


def pairs(result):
    return [(pair.proposal, pair.candidate) for pair in result.pairs]


def test_expertise_and_language_are_preferred():
    people = [
        candidate(1),
        candidate(2, themes=["PX"], languages=["fr"]),
        candidate(3, themes=["PX"]),
        candidate(4, themes=["FM"]),
    ]

    result = balance([proposal("A", second="FM")], people, {})

    assert pairs(result) == [("A", 3)]
    assert (result.pairs[0].knows_theme, result.pairs[0].reads_language, result.gaps) == (True, True, [])
    assert sorted(people, key=lambda one: misfit(proposal("A", second="FM"), one)) == [people[n] for n in (2, 3, 0, 1)]


def test_loads_even_out():
    result = balance([proposal(f"P{n}", needed=2) for n in range(6)], [candidate(n, load=n % 2) for n in range(4)], {})

    taken = Counter(key for _proposal, key in pairs(result))
    loads = [n % 2 + taken[n] for n in range(4)]
    assert (sum(loads), max(loads) - min(loads)) == (14, 1)


def test_a_chain_of_exclusions_leaves_no_gap_that_a_swap_would_fill():
    """Greedy choice would give the free reviewer to A and leave B with none."""
    people = [candidate(1, themes=["PX"], capacity=1), candidate(2, capacity=1)]

    result = balance([proposal("A"), proposal("B")], people, {("B", 2): "COUNTRY"})

    assert pairs(result) == [("A", 2), ("B", 1)]


def test_gaps_say_how_many_are_missing_and_why():
    people = [candidate(1, capacity=1), candidate(2), candidate(3, load=5)]
    excluded = {("A", 2): "COUNTRY", ("B", 2): "TIE", ("A", 3): "FULL", ("B", 3): "FULL"}

    result = balance([proposal("A", needed=2), proposal("B", needed=2)], people, excluded)

    assert len(result.pairs) == 1
    assert result.gaps == [
        Gap("A", 1, {"COUNTRY": 1, "FULL": 1}),
        Gap("B", 2, {"FULL": 2, "TIE": 1}),
    ]


def test_nobody_and_nothing():
    assert balance([], [candidate(1)], {}) == balance([], [], {})
    assert balance([proposal("A")], [], {}).gaps == [Gap("A", 1, {})]
    assert balance([proposal("A", needed=0)], [candidate(1)], {}).pairs == []


@pytest.mark.parametrize("seed", range(30))
def test_any_case_respects_every_limit_and_reaches_the_most_pairs(seed):
    chance = random.Random(seed)
    proposals = [
        proposal(f"P{n}", theme=chance.choice("ABC"), language=chance.choice(["en", "fr"]), needed=chance.randint(0, 3))
        for n in range(chance.randint(1, 5))
    ]
    people = [
        candidate(n, themes=chance.sample("ABC", 1), load=chance.randint(0, 2), capacity=chance.randint(0, 4))
        for n in range(chance.randint(1, 5))
    ]
    excluded = {(one.key, person.key): "TIE" for one, person in product(proposals, people) if chance.random() < 0.3}

    result = balance(proposals, people, excluded)

    found = pairs(result)
    assert len(set(found)) == len(found)
    assert not set(found) & set(excluded)
    for one in proposals:
        missing = sum(gap.missing for gap in result.gaps if gap.proposal == one.key)
        assert sum(key == one.key for key, _person in found) + missing == one.needed
    for person in people:
        assert sum(key == person.key for _proposal, key in found) <= max(person.capacity - person.load, 0)
    assert len(found) == most_pairs(proposals, people, excluded)
    shuffled = balance(chance.sample(proposals, len(proposals)), chance.sample(people, len(people)), excluded)
    assert shuffled == result


def most_pairs(proposals, people, excluded):
    """The greatest number of pairs, found by another way: the smallest cut over all sets of proposals."""
    best = None
    for chosen in product([False, True], repeat=len(proposals)):
        through = sum(one.needed for one, kept in zip(proposals, chosen, strict=True) if not kept)
        for person in people:
            edges = sum(
                1 for one, kept in zip(proposals, chosen, strict=True) if kept and (one.key, person.key) not in excluded
            )
            through += min(edges, max(person.capacity - person.load, 0))
        best = through if best is None else min(best, through)
    return best
