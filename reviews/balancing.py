"""Which reviewers to ask, so that every proposal has enough and nobody too many. Pure: facts in, pairs and gaps out.

The most pairs come first, then the best: a cheapest flow from proposals to reviewers. Each further proposal of a reviewer
costs more than the one before, so loads even out; a pair without the theme or the language costs more than one with it.
The same facts give the same pairs, in whatever order they come.
"""

import heapq
from collections import Counter
from dataclasses import dataclass

LOAD, NO_THEME, NEAR_THEME, NO_LANGUAGE = (
    4,
    6,
    3,
    8,
)  # a missing language outweighs a missing theme, both a second proposal
FAR = 10**9  # beyond any cost


@dataclass(frozen=True)
class Proposal:
    """What is known of a proposal; ``needed`` is how many reviewers it still lacks."""

    key: str
    theme: str | None
    second_theme: str | None
    language: str
    needed: int


@dataclass(frozen=True)
class Candidate:
    """What is known of a reviewer; ``load`` is what they have at hand, ``capacity`` the most they take."""

    key: int
    themes: frozenset
    languages: frozenset
    load: int
    capacity: int


@dataclass(frozen=True)
class Pair:
    """One proposal for one reviewer, and what speaks for it; ``load`` counts the proposals before this one."""

    proposal: str
    candidate: int
    knows_theme: bool
    knows_second_theme: bool
    reads_language: bool
    load: int
    capacity: int


@dataclass(frozen=True)
class Gap:
    """A proposal for which too few were found: how many are missing, and how many were left out by which code."""

    proposal: str
    missing: int
    left_out: dict


FULL = "FULL"


@dataclass(frozen=True)
class Balance:
    """The pairs by proposal, and the gaps."""

    pairs: list
    gaps: list


def balance(proposals, candidates, excluded):
    """The Balance of Proposals and Candidates; ``excluded`` maps (proposal key, candidate key) to the code of the reason."""
    proposals = sorted(proposals, key=lambda one: one.key)
    candidates = sorted(candidates, key=lambda one: one.key)
    flow = _Flow()
    for proposal in proposals:
        flow.add("source", ("p", proposal.key), proposal.needed, 0)
        for candidate in candidates:
            if (proposal.key, candidate.key) not in excluded:
                flow.add(("p", proposal.key), ("c", candidate.key), 1, misfit(proposal, candidate))
    for candidate in candidates:
        for load in range(candidate.load, candidate.capacity):
            flow.add(("c", candidate.key), "sink", 1, LOAD * load)
    flow.fill()
    return _read(flow, proposals, candidates, excluded)


def misfit(proposal, candidate):
    """What a pair costs: 0 for a reviewer of the theme who reads the language."""
    without = NEAR_THEME if proposal.second_theme in candidate.themes else NO_THEME
    return (0 if proposal.theme in candidate.themes else without) + (
        0 if proposal.language in candidate.languages else NO_LANGUAGE
    )


def _read(flow, proposals, candidates, excluded):
    pairs, gaps, taken = [], [], Counter()
    for proposal in proposals:
        chosen = [one for one in candidates if flow.goes(("p", proposal.key), ("c", one.key))]
        for one in chosen:
            load = one.load + taken[one.key]
            taken[one.key] += 1
            themes = (proposal.theme in one.themes, proposal.second_theme in one.themes)
            reads = proposal.language in one.languages
            pairs.append(Pair(proposal.key, one.key, *themes, reads, load, one.capacity))
        if missing := proposal.needed - len(chosen):
            keys = {one.key for one in chosen}
            left_out = Counter(excluded.get((proposal.key, one.key), FULL) for one in candidates if one.key not in keys)
            gaps.append(Gap(proposal.key, missing, dict(sorted(left_out.items()))))
    return Balance(pairs, gaps)


class _Flow:
    """A network with capacities and costs of whole numbers; ``fill`` sends as much as possible as cheaply as possible."""

    def __init__(self):
        self.numbers, self.edges = (
            {},
            [],
        )  # node → its number; number → list of [target, room, cost, index of the way back]
        self.source, self.sink = self._number("source"), self._number("sink")

    def _number(self, node):
        if node not in self.numbers:
            self.numbers[node] = len(self.edges)
            self.edges.append([])
        return self.numbers[node]

    def add(self, start, end, room, cost):
        """An edge and its way back, which is empty yet."""
        start, end = self._number(start), self._number(end)
        forth, back = self.edges[start], self.edges[end]
        forth.append([end, room, cost, len(back)])
        back.append([start, 0, -cost, len(forth) - 1])

    def goes(self, start, end):
        """Whether something flows from one node to another."""
        end = self._number(end)
        return any(target == end and room == 0 for target, room, _cost, _back in self.edges[self._number(start)])

    def fill(self):
        """Send along the cheapest way, one by one, until no way is left (Dijkstra with potentials)."""
        height = [0] * len(self.edges)
        while reached := self._ways(height):
            length, came_by = reached
            farthest = length[self.sink]
            # nodes beyond the sink rise as far as it does, so that no reduced cost falls below zero
            height = [old + min(new, farthest) for old, new in zip(height, length, strict=True)]
            node = self.sink
            while node != self.source:
                start, index = came_by[node]
                edge = self.edges[start][index]
                edge[1] -= 1
                self.edges[node][edge[3]][1] += 1
                node = start

    def _ways(self, height):
        """(length of the cheapest way to each node, the edge by which it comes), or None when the sink is out of reach."""
        length, came_by = [FAR] * len(self.edges), {}
        settled, waiting = [False] * len(self.edges), [(0, 0, self.source)]
        length[self.source], order = 0, 0
        while waiting:
            at, _, node = heapq.heappop(waiting)
            if node == self.sink:
                return length, came_by
            if settled[node]:
                continue
            settled[node], above = True, at + height[node]
            for index, (target, room, cost, _back) in enumerate(self.edges[node]):
                if room and not settled[target] and (further := above + cost - height[target]) < length[target]:
                    order += 1
                    length[target], came_by[target] = further, (node, index)
                    heapq.heappush(waiting, (further, order, target))
        return None
