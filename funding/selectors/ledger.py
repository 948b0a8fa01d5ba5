"""Reads of the ledger: what a line has in a year, what each region's share is, and the entries themselves."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, F, Q, Sum
from django.utils import timezone

from ..ledger import ZERO, Balance, Movement, balance, keys, shares
from ..models import Country, EligibilityList, FundingLine, LedgerEntry, Region


def _movements(entries, *by):
    """Sums of ``entries`` as (values of the fields ``by``, Movement), one for each kind and direction."""
    rows = entries.order_by().values_list(*by, "kind", Q(reverses__isnull=False)).annotate(Sum("amount"))
    return [(tuple(values), Movement(kind, amount, bool(back))) for *values, kind, back, amount in rows]


def balance_of(line, year):
    """``Balance`` of a funding line in a year; one query."""
    entries = LedgerEntry.objects.filter(line=line, year=year)
    return balance(movement for _values, movement in _movements(entries))


@dataclass(frozen=True)
class LineYear:
    """A funding line in a year with its balance."""

    line: FundingLine
    year: int
    balance: Balance


def overview(year):
    """``(present, past)``: every line in ``year``, and lines in the other years that have entries, newest first.

    Two queries, however many entries and years there are.
    """
    lines = {line.pk: line for line in FundingLine.objects.all()}
    grouped = defaultdict(list)
    for key, movement in _movements(LedgerEntry.objects.all(), "year", "line"):
        grouped[key].append(movement)
    present = [LineYear(line, year, balance(grouped.pop((year, pk), ()))) for pk, line in lines.items()]
    newest_first = sorted(grouped.items(), key=lambda row: (-row[0][0], row[0][1]))
    return present, [LineYear(lines[pk], other, balance(rows)) for (other, pk), rows in newest_first]


def entries(year, line=None):
    """Entries of a year (of one line, or of all), newest first, with everything that a page or a file shows."""
    found = LedgerEntry.objects.filter(year=year)
    if line is not None:
        found = found.filter(line=line)
    return found.select_related("line", "region", "booked_by", "reverses", "reversed_by").order_by("-pk")


def last_entry(line, year):
    """Number of the line's last entry in a year, 0 without any: what a person saw before booking."""
    found = LedgerEntry.objects.filter(line=line, year=year).order_by("-pk").values_list("pk", flat=True)
    return found.first() or 0


@dataclass(frozen=True)
class RegionShare:
    """A region's part: how many eligible states, its key (fraction of one), its share in USD, and what it holds.

    ``region`` is None for states of a region not known. ``is_published`` says that the list states the number itself and it
    was not counted from the names. ``amount`` and ``difference`` (share less what projects hold) are None without money.
    """

    region: Region | None
    states: int
    is_published: bool
    key: Decimal
    amount: Decimal | None
    engaged: Decimal

    @property
    def difference(self):
        """What is left of the share; below zero where projects hold more."""
        return None if self.amount is None else self.amount - self.engaged


@dataclass(frozen=True)
class Regional:
    """The regional shares of a line's year, and the eligibility list they come from (None where none is known)."""

    source: EligibilityList | None
    on: datetime.date
    rows: list = field(default_factory=list)

    @property
    def states(self):
        """Eligible states counted in all regions."""
        return sum(row.states for row in self.rows)

    @property
    def engaged(self):
        """What projects hold in all regions."""
        return sum((row.engaged for row in self.rows), ZERO)

    @property
    def difference(self):
        """What is left in all regions; None without money or without a key."""
        left = [row.difference for row in self.rows]
        return None if None in left or not left else sum(left, ZERO)

    @property
    def has_published_counts(self):
        """Whether the list itself states a number of states for some region."""
        return any(row.is_published for row in self.rows)

    @property
    def is_mixed(self):
        """Whether some numbers are published and others were counted from the names on the list."""
        return len({row.is_published for row in self.rows if row.states}) > 1


def regional(line, year, money):
    """Regional shares of ``money`` (USD) by the list in force on 1 January of ``year``, for the present year today (C02)."""
    today = timezone.localdate()
    on = today if year == today.year else datetime.date(year, 1, 1)
    source = EligibilityList.objects.in_force(line, on).first()
    named, published = _states(source)
    counts = named | published
    divided = shares(counts, money) if money > 0 and sum(counts.values()) else {}
    fractions = keys(counts)
    engaged = _by_region(LedgerEntry.objects.filter(line=line, year=year))
    places = [*Region.objects.filter(pk__in={*counts, *engaged} - {None}), *([None] if None in counts else [])]
    rows = []
    for region in places:
        code = region.pk if region else None
        facts = {"states": counts.get(code, 0), "is_published": code in published}
        amount = divided.get(code, ZERO) if divided else None
        rows.append(RegionShare(region, **facts, key=fractions.get(code, Decimal(0)), amount=amount,
                                engaged=engaged.get(code, ZERO)))  # fmt: skip
    return Regional(source, on, rows)


def _states(source):
    """(counted, published): mappings region code → number of states, from a list's names and from its own statement."""
    if source is None:
        return {}, {}
    named = Country.objects.filter(eligibility_lists=source).order_by().values_list("region").annotate(Count("pk"))
    return dict(named), dict(source.published_counts.order_by().values_list(F("region"), "states"))


def engaged_for(line, year, references):
    """USD that the proposals and projects ``references`` hold of a line's year, by the code of the region; one query."""
    return _by_region(LedgerEntry.objects.filter(line=line, year=year, reference__in=references))


def _by_region(entries):
    grouped = defaultdict(list)
    for (code,), movement in _movements(entries, "region"):
        if movement.kind in {LedgerEntry.Kind.COMMITMENT, LedgerEntry.Kind.RELEASE}:
            grouped[code].append(movement)
    return {code: balance(rows).engaged for code, rows in grouped.items()}
