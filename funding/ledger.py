"""Sums over ledger entries and regional shares. Pure arithmetic, USD, ``Decimal`` with two places."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from core.numbers import CENT, to_cents

ZERO = Decimal("0.00")
INTO_THE_LINE = frozenset({"ALLOCATION", "RECOVERY", "RELEASE"})
# The Fund's first year, and a last one that catches slips of the finger.
FIRST_YEAR, LAST_YEAR = 2001, 2100


class Movement(NamedTuple):
    """Money of one kind (``LedgerEntry.Kind``), always above zero; one that reverses another counts the other way."""

    kind: str
    amount: Decimal
    is_reversal: bool = False


def effect(kind, amount, *, is_reversal=False):
    """What an entry does to the money available: above zero what comes to the line, below what leaves it."""
    return amount if (kind in INTO_THE_LINE) is not is_reversal else -amount


@dataclass(frozen=True)
class Balance:
    """The money of a line in a funding year, reversed entries left out."""

    allocated: Decimal = ZERO
    recovered: Decimal = ZERO
    committed: Decimal = ZERO
    released: Decimal = ZERO

    @property
    def money(self):
        """All that came to the line in the year: what the regions share (C02)."""
        return self.allocated + self.recovered

    @property
    def engaged(self):
        """What projects hold: committed and not released."""
        return self.committed - self.released

    @property
    def available(self):
        """allocated + recovered − committed + released; below zero when money was committed before it was booked."""
        return self.money - self.engaged

    @property
    def missing(self):
        """How much more is committed than there is; zero while there is enough."""
        return max(-self.available, ZERO)

    @property
    def is_known(self):
        """Whether anything is allocated. If not, the year's figures are not known and commitments are not checked."""
        return self.allocated > 0

    @property
    def engaged_percent(self):
        """Share of the money that projects hold, 0 to 100 and above; None without money."""
        return self.engaged * 100 / self.money if self.money > 0 else None


def balance(movements):
    """``Balance`` of anything with kind, amount and is_reversal: entries, or sums of entries."""
    sums = defaultdict(lambda: ZERO)
    for movement in movements:
        sums[str(movement.kind)] += -movement.amount if movement.is_reversal else movement.amount
    kinds = ("ALLOCATION", "RECOVERY", "COMMITMENT", "RELEASE")
    return Balance(*(to_cents(sums[kind]) for kind in kinds))


def keys(counts):
    """Mapping region → its share of all states counted, as a fraction of one; empty when no state is counted."""
    states = sum(counts.values())
    return {region: Decimal(count) / states for region, count in counts.items()} if states else {}


def shares(counts, amount):
    """Divide ``amount`` among regions by their numbers of eligible states (C02).

    To the cent, by largest remainder: the shares sum exactly to ``amount``, more states never get less, and the order of
    ``counts`` (mapping region → number of states) does not matter. Of regions with as many states, the one whose code comes
    first gets a cent that cannot be divided.

    Raises ValueError for an amount or a number below zero, and when no state is counted.
    """
    states = sum(counts.values())
    if amount < 0 or states <= 0 or min(counts.values()) < 0:
        raise ValueError("shares need an amount and numbers of states that are not below zero, and at least one state")
    cents = int(to_cents(amount) / CENT)
    whole = {region: cents * count // states for region, count in counts.items()}
    by_remainder = sorted(counts, key=lambda region: (-(cents * counts[region] % states), str(region or "")))
    for region in by_remainder[: cents - sum(whole.values())]:
        whole[region] += 1
    return {region: CENT * share for region, share in whole.items()}
