"""From marks to places: means, severity of reviewers, ties."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from math import lcm

COMMITMENT = "COMMITMENT"  # the criterion that breaks a tie
SHARED_AT_LEAST = 3  # proposals shared with other reviewers before a severity is counted


@dataclass(frozen=True)
class Reviewed:
    """One review that counts: who wrote it, and the marks by the code of the criterion."""

    reviewer: object
    marks: Mapping[str, int]


@dataclass(frozen=True)
class Entry:
    """A proposal as the ranking knows it.

    ``amount`` is what it asks for and ``earlier_amount`` what its countries received before (both USD), ``region`` the
    code of its region or None, ``groups`` the country groups it counts for (LDC, LLDC, SIDS).
    """

    reference: str
    reviews: tuple[Reviewed, ...]
    amount: Decimal
    region: str | None
    groups: frozenset[str]
    earlier_projects: int
    earlier_amount: Decimal
    arrived_at: datetime

    def counts_for(self, group):
        """Whether its money counts for the region or group of countries ``group``."""
        return group == self.region or group in self.groups


@dataclass(frozen=True)
class Severity:
    """How much higher (above zero: mild) or lower (below zero: strict) a reviewer marks than others on the same proposals."""

    shared: int
    difference: Fraction

    @property
    def is_counted(self):
        """Whether enough proposals were shared to say anything."""
        return self.shared >= SHARED_AT_LEAST

    @property
    def counted(self):
        """The difference that the normalised score takes out; 0 while too few proposals were shared."""
        return self.difference if self.is_counted else Fraction(0)


@dataclass(frozen=True)
class Total:
    """The weighted mean of one review, beside its reviewer's severity."""

    reviewer: object
    value: Fraction
    severity: Severity


@dataclass(frozen=True)
class Ranked:
    """A proposal at its place by score. ``score`` and what follows from it are None without a review.

    ``decided_by`` names the rule of ``TIE_BREAKS`` that put it below the proposal before it; None for the first.
    """

    place: int
    entry: Entry
    means: Mapping[str, Fraction]
    totals: tuple[Total, ...]
    score: Fraction | None
    normalised: Fraction | None
    decided_by: str | None

    @property
    def reference(self):
        """Of the proposal."""
        return self.entry.reference

    @property
    def low(self):
        """The lowest total of a review."""
        return min((total.value for total in self.totals), default=None)

    @property
    def high(self):
        """The highest total of a review."""
        return max((total.value for total in self.totals), default=None)

    @property
    def spread(self):
        """Highest less lowest total; None without a review."""
        return self.high - self.low if self.totals else None


def _proportions(weights):
    """The weights as whole numbers in the same proportion, which are much faster to add up exactly."""
    exact = {code: Fraction(weight) for code, weight in weights.items() if weight}
    if any(weight < 0 for weight in exact.values()):
        raise ValueError("A weight is below zero.")
    common = lcm(*(weight.denominator for weight in exact.values()))
    return {code: int(weight * common) for code, weight in exact.items()}


def _total(review, proportions):
    """The weighted mean of a review's marks; None where it marks nothing that has a weight."""
    marked = [(mark, proportions[code]) for code, mark in review.marks.items() if mark and code in proportions]
    return (
        Fraction(sum(mark * weight for mark, weight in marked), sum(weight for _m, weight in marked))
        if marked
        else None
    )


def _totals(entry, proportions):
    totals = ((review.reviewer, _total(review, proportions)) for review in entry.reviews)
    return [(reviewer, total) for reviewer, total in totals if total is not None]


def _severities(lists):
    """``{reviewer: Severity}``: the mean of own total less the mean of the others' totals on the same proposals."""
    differences = {reviewer: [] for totals in lists for reviewer, _total in totals}
    for totals in lists:
        whole, others = sum(total for _who, total in totals), len(totals) - 1
        for reviewer, own in totals if others else ():
            differences[reviewer].append(own - (whole - own) / others)
    return {who: Severity(len(found), mean(found) if found else Fraction(0)) for who, found in differences.items()}


def mean(numbers):
    """The exact mean of some fractions; at least one is needed."""
    return sum(numbers, Fraction(0)) / len(numbers)


def _means(entry):
    """The mean mark of each criterion that any review marks."""
    marks = defaultdict(list)
    for review in entry.reviews:
        for code, mark in review.marks.items():
            if mark:
                marks[code].append(mark)
    return {code: Fraction(sum(found), len(found)) for code, found in marks.items()}


def _score(means, proportions):
    """The weighted mean of the criteria's means, as the score sheet of a proposal shows it."""
    weighed = [(value, proportions[code]) for code, value in means.items() if code in proportions]
    return sum(value * weight for value, weight in weighed) / sum(w for _v, w in weighed) if weighed else None


# Every rule gives a number or text of which the lower one comes first. The first that differs decides.
TIE_BREAKS = {
    "score": lambda row: -row.score if row.score is not None else Fraction(0),
    "earlier_amount": lambda row: row.entry.earlier_amount,
    "commitment": lambda row: -row.means.get(COMMITMENT, Fraction(0)),
    "arrival": lambda row: row.entry.arrived_at,
    "reference": lambda row: row.reference,
}


def rank(entries: Iterable[Entry], weights: Mapping[str, Decimal]) -> tuple[Ranked, ...]:
    """Proposals from the first place to the last by ``TIE_BREAKS``; those without a review come last.

    Only the proportions of ``weights`` count. Raises ValueError for a weight below zero.
    """
    proportions = _proportions(weights)
    marked = [(entry, _totals(entry, proportions)) for entry in entries]
    strictness = _severities([totals for _entry, totals in marked])
    rows = [_unplaced(entry, totals, strictness, proportions) for entry, totals in marked]
    keyed = sorted(((tuple(rule(row) for rule in TIE_BREAKS.values()), row) for row in rows), key=lambda pair: pair[0])
    found, before = [], None
    for place, (key, row) in enumerate(keyed, start=1):
        rule = before and next((name for name, one, other in zip(TIE_BREAKS, key, before, strict=True) if one != other))
        found.append(Ranked(**{**vars(row), "place": place, "decided_by": rule}))
        before = key
    return tuple(found)


def _unplaced(entry, totals, strictness, proportions):
    totals = tuple(Total(who, value, strictness[who]) for who, value in totals)
    means = _means(entry)
    score = _score(means, proportions)
    even = None if score is None else score - mean([total.severity.counted for total in totals])
    return Ranked(0, entry, means, totals, score, even, None)
