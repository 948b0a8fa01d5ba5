"""From places to money: moves by hand, the budget line, least shares, and what another selection would change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from .scores import Ranked, mean


class Why(StrEnum):
    """Why a proposal is in or out."""

    BY_PLACE = "BY_PLACE"  # in: the money reaches its place
    BY_FLOOR = "BY_FLOOR"  # in: only because a least share asks for it
    NO_REVIEW = "NO_REVIEW"
    BELOW_CUT_OFF = "BELOW_CUT_OFF"
    LINE_MONEY = "LINE_MONEY"  # out: more than the line has left
    REGION_MONEY = "REGION_MONEY"  # out: more than its region has left
    GAVE_WAY = "GAVE_WAY"  # out: without the least shares it would be in


@dataclass(frozen=True)
class Money:
    """What there is to give (USD): of the line, and of each region whose share is known; others are not limited."""

    total: Decimal
    regions: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Floor:
    """The least part of the line's money (percent) for a region or a group of countries."""

    group: str
    percent: Decimal


@dataclass(frozen=True)
class Move:
    """A proposal taken to a place by hand. ``place`` None takes it back to its place by score."""

    reference: str
    place: int | None
    reason: str


@dataclass(frozen=True)
class Row:
    """A proposal at its final place, with why it is in or out; ``left`` is what remained when its turn came (USD)."""

    place: int
    ranked: Ranked
    move: Move | None
    why: Why
    left: Decimal | None = None

    @property
    def reference(self):
        """Of the proposal."""
        return self.ranked.reference

    @property
    def is_funded(self):
        """Whether the money reaches it."""
        return self.why in {Why.BY_PLACE, Why.BY_FLOOR}


@dataclass(frozen=True)
class FloorResult:
    """A least share with what it asks for and what the funded proposals of its group hold (USD)."""

    floor: Floor
    wanted: Decimal
    reached: Decimal

    @property
    def is_met(self):
        """Whether the group holds its share."""
        return self.reached >= self.wanted


@dataclass(frozen=True)
class Selection:
    """The whole list in its final order, the money, and the least shares."""

    rows: tuple[Row, ...]
    money: Money
    floors: tuple[FloorResult, ...]

    @cached_property
    def funded(self):
        """Rows that the money reaches, in order."""
        return tuple(row for row in self.rows if row.is_funded)

    @property
    def used(self):
        """What the funded proposals ask for (USD)."""
        return sum((row.ranked.entry.amount for row in self.funded), Decimal(0))

    @property
    def left(self):
        """What remains of the line's money (USD)."""
        return self.money.total - self.used

    def used_in(self, region):
        """What the funded proposals of a region ask for (USD)."""
        own = (row.ranked.entry.amount for row in self.funded if row.ranked.entry.region == region)
        return sum(own, Decimal(0))

    @property
    def mean_score(self):
        """The mean score of what is funded; None when nothing is."""
        return mean([row.ranked.score for row in self.funded]) if self.funded else None


def reordered(ranked: Iterable[Ranked], moves: Iterable[Move]):
    """``(Ranked, Move or None)`` in the final order. Of several moves of a proposal the last counts.

    Moved proposals are put in from the first place to the last, so each gets the place that it was given; where two were
    given the same place, the later move has it.
    """
    last = {}
    for turn, move in enumerate(moves):
        last[move.reference] = (turn, move)
    pinned = {reference: pair for reference, pair in last.items() if pair[1].place is not None}
    ranked = tuple(ranked)
    order = [(row, None) for row in ranked if row.reference not in pinned]
    taken = [(row, *pinned[row.reference]) for row in ranked if row.reference in pinned]
    for row, _turn, move in sorted(taken, key=lambda one: (one[2].place, one[1])):
        order.insert(move.place - 1, (row, move))
    return order


def select(
    ranked: Iterable[Ranked],
    money: Money,
    cut_off: Decimal | None = None,
    floors: Iterable[Floor] = (),
    moves: Iterable[Move] = (),
) -> Selection:
    """Where the money ends, in two passes over the final order (C02, C06).

    The first pass funds the proposals that a least share still needs, from the top, until the share is reached. The second
    funds whatever else the line's and the region's money reaches. A proposal that asks for more than is left is passed
    over, and the walk goes on. Nothing below ``cut_off``, and nothing without a review, is funded in either pass; a move by
    hand changes the order alone.
    """
    order, floors = reordered(ranked, moves), tuple(floors)
    plain = _walk(order, money, cut_off, ())
    final = _walk(order, money, cut_off, floors) if floors else plain
    rows = []
    for place, (row, move) in enumerate(order, start=1):
        why, left = final[row.reference]
        was_in = plain[row.reference][0] == Why.BY_PLACE
        if why == Why.BY_PLACE and not was_in:
            why = Why.BY_FLOOR
        elif was_in and why in {Why.LINE_MONEY, Why.REGION_MONEY}:
            why = Why.GAVE_WAY
        rows.append(Row(place, row, move, why, left))
    results = tuple(_result(floor, money, rows) for floor in floors)
    return Selection(tuple(rows), money, results)


def _walk(order, money, cut_off, floors):
    """``{reference: (Why, left)}`` after both passes; whatever is in is ``BY_PLACE``."""
    least = None if cut_off is None else Fraction(cut_off)
    verdicts = {row.reference: (why, None) for row, _move in order if (why := _barred(row, least))}
    candidates = [row for row, _move in order if row.reference not in verdicts]
    purse = _Purse(money)
    wanted = {floor.group: share_of(floor, money) for floor in floors}
    for row in candidates:
        needed = [group for group in wanted if wanted[group] > 0 and row.entry.counts_for(group)]
        if needed and purse.pay(row.entry) is None:
            verdicts[row.reference] = (Why.BY_PLACE, None)
            for group in needed:
                wanted[group] -= row.entry.amount
    for row in candidates:
        if row.reference not in verdicts:
            verdicts[row.reference] = purse.pay(row.entry) or (Why.BY_PLACE, None)
    return verdicts


def _barred(row, least):
    """Why a proposal is out whatever money there is; None when only money decides."""
    if row.score is None:
        return Why.NO_REVIEW
    return Why.BELOW_CUT_OFF if least is not None and row.score < least else None


class _Purse:
    """What is left while the order is walked."""

    def __init__(self, money):
        self.total, self.regions = money.total, dict(money.regions)

    def pay(self, entry):
        """Take the entry's amount. Where it is more than is left, take nothing and say (Why, what is left)."""
        if entry.amount > self.total:
            return Why.LINE_MONEY, self.total
        if entry.amount > self.regions.get(entry.region, entry.amount):
            return Why.REGION_MONEY, self.regions[entry.region]
        self.total -= entry.amount
        if entry.region in self.regions:
            self.regions[entry.region] -= entry.amount
        return None


def share_of(floor, money):
    """What a least share asks for (USD), to the cent below."""
    cents = Fraction(money.total) * Fraction(floor.percent)  # percent of dollars is cents
    return Decimal(int(cents)) / 100


def _result(floor, money, rows):
    own = (row.ranked.entry.amount for row in rows if row.is_funded and row.ranked.entry.counts_for(floor.group))
    return FloorResult(floor, share_of(floor, money), sum(own, Decimal(0)))


@dataclass(frozen=True)
class Comparison:
    """What another selection changes against the record.

    ``moved`` maps a reference to (place before, place after) where they differ. ``before`` and ``after`` are the mean scores
    of what is funded, both by the record's weights, so that they can be compared; None where nothing is funded.
    """

    enters: tuple[str, ...]
    leaves: tuple[str, ...]
    moved: Mapping[str, tuple[int, int]]
    before: Fraction | None
    after: Fraction | None

    @property
    def cost(self):
        """What the change costs in mean score; below zero is a gain, None where either side funds nothing."""
        return None if self.before is None or self.after is None else self.before - self.after


def compare(base: Selection, other: Selection) -> Comparison:
    """Who enters and who leaves when ``other`` replaces ``base``, and what that costs in mean score."""
    recorded = {row.reference: row for row in base.rows}
    was_in = {row.reference for row in base.funded}
    is_in = {row.reference for row in other.funded}
    scores = [recorded[row.reference].ranked.score for row in other.funded if row.reference in recorded]
    scores = [score for score in scores if score is not None]
    places = {row.reference: row.place for row in other.rows}
    moved = {
        reference: (row.place, places[reference])
        for reference, row in recorded.items()
        if reference in places and places[reference] != row.place
    }
    return Comparison(
        enters=tuple(row.reference for row in other.funded if row.reference not in was_in),
        leaves=tuple(row.reference for row in base.funded if row.reference not in is_in),
        moved=moved,
        before=base.mean_score,
        after=mean(scores) if scores else None,
    )
