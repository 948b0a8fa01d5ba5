"""What upper apps add to a public record: facts of accepted reports, as plain values."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Spell:
    """A value that holds for a period: reached by an indicator, or spent in USD; ``on``: the day it was approved."""

    starts_on: date
    ends_on: date
    value: Decimal | None
    on: date

    def as_data(self):
        """JSON-ready, numbers as text."""
        value = None if self.value is None else str(self.value)
        return {"from": str(self.starts_on), "to": str(self.ends_on), "value": value, "on": str(self.on)}


@dataclass(frozen=True)
class Reached(Spell):
    """What an indicator reached in a period: a value, or ``words`` with the code of a ``rating`` where it is in words.

    ``splits``: (code of an axis, code of its part, Decimal). ``is_corrected``: said by a correction of an accepted report.
    """

    words: str = ""
    rating: str = ""
    splits: tuple = ()
    is_corrected: bool = False

    def as_data(self):
        """The same with words, rating and parts."""
        splits = [{"axis": axis, "part": part, "value": str(value)} for axis, part, value in self.splits]
        return super().as_data() | {
            "words": self.words,
            "rating": self.rating,
            "splits": splits,
            "corrected": self.is_corrected,
        }


@dataclass(frozen=True)
class Payment:
    """USD paid to a project's office on a day."""

    on: date
    value: Decimal

    def as_data(self):
        """JSON-ready."""
        return {"on": str(self.on), "value": str(self.value)}


@dataclass(frozen=True)
class Corrected:
    """A period whose figures a correction changed; ``is_of_money``: those of money alone."""

    starts_on: date
    ends_on: date
    on: date
    is_of_money: bool = False


@dataclass
class PublicFacts:
    """What an upper app adds to a record.

    ``indicators``: lineage → {"actuals": [Reached], "reached", "percent", "light": a code as of ``reported_until``}.
    ``spent``: [Spell], ``disbursed``: [Payment], both as the ledger has them. ``corrected``: [Corrected]. ``documents``: dicts
    of title, url, category (IATI's, such as A07), language, date, format.
    """

    indicators: dict = field(default_factory=dict)
    spent: list = field(default_factory=list)
    disbursed: list = field(default_factory=list)
    corrected: list = field(default_factory=list)
    reported_until: date | None = None
    documents: list = field(default_factory=list)
