"""What the rules are asked: a frozen description of a proposal and its day, and its form as plain data.

Everything that depends on a day is given with its dates and resolved here, so that a description says the same for ever.
"""

import types
import typing
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property

NATIONAL = "NATIONAL"
ZERO = Decimal(0)
FROM_TEXT = {date: date.fromisoformat, Decimal: Decimal}


class FactsError(ValueError):
    """A description in plain data that cannot be read; says which key."""


def fiscal_year(on):
    """The World Bank fiscal year of a day; it begins on 1 July of the calendar year before."""
    return on.year + 1 if on.month >= 7 else on.year


@dataclass(frozen=True)
class Status:
    """Something that holds for a country from one day (included; None: not recorded) to another (not included)."""

    kind: str
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, on):
        """Whether it holds on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True)
class Income:
    """Income group of a fiscal year; empty where that year's list does not name the country."""

    fiscal_year: int
    group: str = ""


@dataclass(frozen=True)
class Listing:
    """Whether a published list of a line, effective from a day on, names the country; a list may be incomplete."""

    line: int
    effective_from: date
    names_it: bool
    is_complete: bool = True


@dataclass(frozen=True)
class CountryFacts:
    """All that is recorded of a country, with its dates. Lists come in the order in which they were published."""

    code: str
    name: str = ""
    statuses: tuple[Status, ...] = ()
    incomes: tuple[Income, ...] = ()
    lists: tuple[Listing, ...] = ()

    def has(self, kind, on):
        """Whether a status holds on a day."""
        return any(status.kind == kind and status.holds(on) for status in self.statuses)

    def income_group(self, on):
        """The group of the newest fiscal year known by then; "" when that year does not name the country."""
        known = [income for income in self.incomes if income.fiscal_year <= fiscal_year(on)]
        return max(known, key=lambda income: income.fiscal_year).group if known else ""

    def listing(self, line, on):
        """The list of a line that is in force on a day; of two for one day the one published later. None without one."""
        begun = [listing for listing in self.lists if listing.line == line and listing.effective_from <= on]
        return max(reversed(begun), key=lambda listing: listing.effective_from, default=None)

    def listed(self, line, on):
        """True or False as the list in force says; None without a list, and for a name missing from an incomplete one."""
        listing = self.listing(line, on)
        if listing is None or not (listing.names_it or listing.is_complete):
            return None
        return listing.names_it

    def is_named(self, on):
        """Whether a list in force of any line names it: who may have Line 2 may have Line 1."""
        return any(self.listed(line, on) for line in {listing.line for listing in self.lists})


@dataclass(frozen=True)
class LineFacts:
    """One budget line. ``amount`` in USD."""

    number: int
    category: str
    amount: Decimal
    description: str = ""
    is_linked: bool = True
    is_explained: bool = True
    is_evaluation: bool = False
    cost_kind: str = ""


@dataclass(frozen=True)
class BudgetFacts:
    """A budget with its lines; sums are made here."""

    lines: tuple[LineFacts, ...] = ()
    currency: str = "USD"

    def sum_of(self, *categories):
        """Sum of the lines of ``categories`` in USD."""
        return sum((line.amount for line in self.lines if line.category in categories), ZERO)

    @cached_property
    def total(self):
        """Sum of all lines in USD."""
        return sum((line.amount for line in self.lines), ZERO)

    @cached_property
    def support(self):
        """Staff and office together, in USD."""
        return self.sum_of("STAFF", "OFFICE")

    @cached_property
    def evaluation(self):
        """The evaluation line in USD."""
        return sum((line.amount for line in self.lines if line.is_evaluation), ZERO)


@dataclass(frozen=True)
class SectionFacts:
    """One narrative section and how many words it has."""

    section: str
    words: int


@dataclass(frozen=True)
class LetterFacts:
    """A government's letter, and which of its particulars are missing."""

    country: str
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Done:
    """Something that a rule asks for was done: the rule's code, the number in a series, the day."""

    code: str
    on: date
    number: int = 1


@dataclass(frozen=True)
class ProjectFacts:
    """A running or ended project. What is not known yet is None, and its rules are not applicable. Amounts in USD."""

    starts_on: date
    ends_on: date
    done: tuple[Done, ...] = ()
    requested_on: date | None = None
    confirmations: int | None = None
    empty_sections: tuple[str, ...] | None = None
    unchecked: tuple[str, ...] | None = None
    ratings: frozenset[str] | None = None
    unspent: Decimal | None = None
    returned: Decimal = ZERO

    def day_of(self, code, number=1):
        """The day on which something was done, or None."""
        return next((done.on for done in self.done if (done.code, done.number) == (code, number)), None)


@dataclass(frozen=True)
class ProposalFacts:
    """A proposal on a day. What is not known yet is None, and its rules are not applicable. Amounts in USD.

    ``excluded``: codes of the excluded activities that it has; ``declarations``: codes of the rules that were declared.
    ``lacking_focal_point``: particulars of the government's focal point that are missing.
    ``approved_evaluation``: the evaluation line as approved, when a revision is checked.
    """

    on: date
    funding_year: int
    line: int | None = None
    coverage: str = ""
    countries: tuple[CountryFacts, ...] = ()
    other_countries: tuple[CountryFacts, ...] = ()
    requested_amount: Decimal | None = None
    focus_areas: tuple[str, ...] | None = None
    exceptional_areas: tuple[str, ...] = ()
    leads_to_funding: bool | None = None
    excluded: frozenset[str] | None = None
    declarations: frozenset[str] | None = None
    duration_months: int | None = None
    words: tuple[SectionFacts, ...] | None = None
    budget: BudgetFacts | None = None
    letters: tuple[LetterFacts, ...] | None = None
    lacking_focal_point: tuple[str, ...] | None = None
    open_queries: int | None = None
    other_donor_amount: Decimal | None = None
    evaluator: str = ""
    approved_evaluation: Decimal | None = None
    allocated_on: date | None = None
    project: ProjectFacts | None = None

    @property
    def is_regional(self):
        """Whether several countries share it; multi-regional and global ones count as regional (A05)."""
        return bool(self.coverage) and self.coverage != NATIONAL

    @property
    def amount(self):
        """What is asked of the Fund: the budget's total, else the amount named; None or zero when neither is known."""
        return self.budget.total if self.budget is not None else self.requested_amount


def as_data(value):
    """``value`` as JSON-ready data: what has its default is left out, numbers and days become text."""
    if is_dataclass(value):
        return {
            field.name: as_data(found)
            for field in fields(value)
            if field.name != "name"
            and ((found := getattr(value, field.name)) != field.default or field.default is MISSING)
        }
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [as_data(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def from_data(data, kind=ProposalFacts, path=""):
    """The opposite of ``as_data``. Raises FactsError for an unknown or missing key, or a value of another kind.

    ``path`` leads to what is read, items counted from 1: "budget.lines.2".
    """
    if not isinstance(data, dict):
        raise FactsError(f"{path or kind.__name__}: not an object")
    hints = typing.get_type_hints(kind)
    if unknown := sorted(set(data) - set(hints)):
        raise FactsError(f"{path or kind.__name__}: unknown {', '.join(unknown)}")
    if missing := [name for name in required(kind) if name not in data]:
        raise FactsError(f"{path or kind.__name__}: lacks {', '.join(missing)}")
    return kind(**{name: _read(value, hints[name], step(path, name)) for name, value in data.items()})


def required(kind):
    """Names of the fields of a description that must be given."""
    return [field.name for field in fields(kind) if field.default is MISSING and field.default_factory is MISSING]


def step(path, key):
    """One step further on the way to a fact."""
    return f"{path}.{key}" if path else str(key)


def _read(value, hint, name):
    options = [option for option in typing.get_args(hint) if option is not types.NoneType]
    if isinstance(hint, types.UnionType):
        return None if value is None else _read(value, options[0], name)
    if is_dataclass(hint):
        return from_data(value, hint, name)
    container = typing.get_origin(hint)
    if container in (tuple, frozenset) and isinstance(value, list):
        return container(_read(item, options[0], step(name, number)) for number, item in enumerate(value, 1))
    try:
        if hint in FROM_TEXT and isinstance(value, str):
            value = FROM_TEXT[hint](value)
    except (ValueError, InvalidOperation):
        pass  # stays text, which is refused below
    if type(value) is not hint:
        raise FactsError(f"{name}: {value!r} cannot be read")
    return value
