"""Everything that a ranking rests on, as one thing: it can be sealed as plain data and ranked again from it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from .scores import Entry, Reviewed, rank
from .selection import Floor, Money, Move, select


@dataclass(frozen=True)
class Basis:
    """Proposals with their marks, weights by the code of the criterion, money, the least score, least shares and moves."""

    entries: tuple[Entry, ...]
    weights: Mapping[str, Decimal]
    money: Money
    cut_off: Decimal | None = None
    floors: tuple[Floor, ...] = ()
    moves: tuple[Move, ...] = ()

    @cached_property
    def selection(self):
        """The ranking and where the money ends."""
        return select(rank(self.entries, self.weights), self.money, self.cut_off, self.floors, self.moves)

    def but(self, **changes):
        """The same with other ``changes``: what a what-if is."""
        return replace(self, **changes)


def as_data(basis):
    """A ``Basis`` as JSON-ready data: numbers as text, proposals by reference, so that the same basis gives the same bytes."""
    return {
        "entries": [_entry_data(entry) for entry in sorted(basis.entries, key=lambda entry: entry.reference)],
        "weights": {code: str(weight) for code, weight in basis.weights.items()},
        "money": {
            "total": str(basis.money.total),
            "regions": {code: str(amount) for code, amount in basis.money.regions.items()},
        },
        "cut_off": None if basis.cut_off is None else str(basis.cut_off),
        "floors": [{"group": floor.group, "percent": str(floor.percent)} for floor in basis.floors],
        "moves": [{"reference": move.reference, "place": move.place, "reason": move.reason} for move in basis.moves],
    }


def _entry_data(entry):
    return {
        "reference": entry.reference,
        "reviews": [{"reviewer": review.reviewer, "marks": dict(review.marks)} for review in entry.reviews],
        "amount": str(entry.amount),
        "region": entry.region,
        "groups": sorted(entry.groups),
        "earlier_projects": entry.earlier_projects,
        "earlier_amount": str(entry.earlier_amount),
        "arrived_at": entry.arrived_at.isoformat(),
    }


def from_data(data):
    """The ``Basis`` that ``as_data`` wrote."""
    money = data["money"]
    return Basis(
        entries=tuple(_entry(row) for row in data["entries"]),
        weights={code: Decimal(weight) for code, weight in data["weights"].items()},
        money=Money(Decimal(money["total"]), {code: Decimal(amount) for code, amount in money["regions"].items()}),
        cut_off=None if data["cut_off"] is None else Decimal(data["cut_off"]),
        floors=tuple(Floor(row["group"], Decimal(row["percent"])) for row in data["floors"]),
        moves=tuple(Move(**row) for row in data["moves"]),
    )


def _entry(row):
    return Entry(
        reference=row["reference"],
        reviews=tuple(Reviewed(review["reviewer"], review["marks"]) for review in row["reviews"]),
        amount=Decimal(row["amount"]),
        region=row["region"],
        groups=frozenset(row["groups"]),
        earlier_projects=row["earlier_projects"],
        earlier_amount=Decimal(row["earlier_amount"]),
        arrived_at=datetime.fromisoformat(row["arrived_at"]),
    )
