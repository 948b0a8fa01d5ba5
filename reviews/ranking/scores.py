"""From marks to places: means, severity of reviewers, ties."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

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


def total_of(review, weights):
    """The weighted mean of a review's marks (Fraction); None where it marks nothing that has a weight.

    ``weights`` maps codes to numbers of zero or more; only their proportions count. Raises ValueError for one below zero.
    """
    if any(weight < 0 for weight in weights.values()):
        raise ValueError("A weight is below zero.")
    marked = [(Fraction(mark), Fraction(weights.get(code, 0))) for code, mark in review.marks.items() if mark]
    whole = sum(weight for _mark, weight in marked)
    return sum(mark * weight for mark, weight in marked) / whole if whole else None


def severities(entries, weights):
    """``{reviewer: Severity}`` for everybody who reviewed: the mean of own total less the mean of the others' totals."""
    differences = {review.reviewer: [] for entry in entries for review in entry.reviews}
    for entry in entries:
        totals = [(review.reviewer, total_of(review, weights)) for review in entry.reviews]
        totals = [(reviewer, total) for reviewer, total in totals if total is not None]
        for place, (reviewer, own) in enumerate(totals):
            others = [total for other, (_who, total) in enumerate(totals) if other != place]
            if others:
                differences[reviewer].append(own - mean(others))
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
                marks[code].append(Fraction(mark))
    return {code: mean(found) for code, found in marks.items()}


def _score(means, weights):
    """The weighted mean of the criteria's means, as the score sheet of a proposal shows it."""
    weighed = [(value, Fraction(weights.get(code, 0))) for code, value in means.items()]
    whole = sum(weight for _value, weight in weighed)
    return sum(value * weight for value, weight in weighed) / whole if whole else None


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
    entries = tuple(entries)
    strictness = severities(entries, weights)
    rows = [_unplaced(entry, weights, strictness) for entry in entries]
    keyed = sorted(((tuple(rule(row) for rule in TIE_BREAKS.values()), row) for row in rows), key=lambda pair: pair[0])
    found, before = [], None
    for place, (key, row) in enumerate(keyed, start=1):
        rule = before and next((name for name, one, other in zip(TIE_BREAKS, key, before, strict=True) if one != other))
        found.append(Ranked(**{**vars(row), "place": place, "decided_by": rule}))
        before = key
    return tuple(found)


def _unplaced(entry, weights, strictness):
    totals = ((review.reviewer, total_of(review, weights)) for review in entry.reviews)
    totals = tuple(Total(who, value, strictness[who]) for who, value in totals if value is not None)
    means = _means(entry)
    score = _score(means, weights)
    even = None if score is None else score - mean([total.severity.counted for total in totals])
    return Ranked(0, entry, means, totals, score, even, None)
