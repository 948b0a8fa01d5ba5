"""The reserve: proposals kept for later funding (C06), beside the money that there is now."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from applications.models import Application, State, Submission
from funding.ledger import ZERO
from funding.models import FundingLine
from funding.selectors import ledger
from plans.models import PlanVersion

from ..models import Criterion
from ..ranking import Entry, Reviewed, rank
from .scores import counted_reviews


@dataclass(frozen=True)
class Reserve:
    """The reserve of a line, as what a notification is about."""

    line: FundingLine

    def __str__(self):
        return str(self.line)

    def get_absolute_url(self):
        """Its page."""
        return f"{reverse('reviews:reserve')}?line={self.line.pk}"


@dataclass(frozen=True)
class Reserved:
    """A proposal in reserve at its place by score, and what its line and region have left this year (USD).

    ``score`` and ``region_left`` are None where not known; ``is_known``: whether anything is allocated to the line.
    """

    place: int
    application: Application
    score: Decimal | None
    amount: Decimal
    is_known: bool
    left: Decimal
    region_left: Decimal | None

    @property
    def is_covered(self):
        """Whether line and region have enough for it alone."""
        enough_here = self.region_left is None or self.region_left >= self.amount
        return self.is_known and self.left >= self.amount and enough_here


def number_in_reserve(line):
    """How many proposals of a line wait for money."""
    return Application.objects.filter(line=line, state=State.RETAINED).count()


def reserve_of(user, line=""):
    """``Reserved`` of all proposals kept for later that ``user`` did not write, line by line, best first.

    Four queries, five of money for each line, however many proposals there are. ``line``: key of one line as text.
    """
    own = Application.objects.worked_on_by(user).values("pk")
    found = Application.objects.visible_to(user).filter(state=State.RETAINED).exclude(pk__in=own).with_labels()
    found = [one for one in found if str(one.line_id) == line or not line.isdecimal()]
    entries, weights = _entries(found), _weights(found)
    by_reference = {application.reference: application for application in found}
    rows = []
    for key in sorted({application.line_id for application in found}):
        own_line = [entries[one.pk] for one in found if one.line_id == key]
        left = _money(next(one.line for one in found if one.line_id == key))
        rows += [_row(ranked, by_reference[ranked.reference], left) for ranked in rank(own_line, weights)]
    return rows


def _row(ranked, application, left):
    score = ranked.score
    balance, regions = left
    return Reserved(
        ranked.place,
        application,
        None if score is None else Decimal(score.numerator) / score.denominator,
        ranked.entry.amount,
        balance.is_known,
        max(balance.available, ZERO),
        regions.get(application.region_id),
    )


def _money(line):
    """(balance of the year, what each region's share has left) of a line now."""
    year = timezone.localdate().year
    balance = ledger.balance_of(line, year)
    rows = ledger.regional(line, year, balance.money).rows if balance.is_known else []
    return balance, {row.region.pk: max(row.difference, ZERO) for row in rows if row.region and row.amount is not None}


def _entries(applications):
    """{pk: Entry}; what proposals of a reserve are not ranked by (earlier support) is left at zero."""
    keys = [application.pk for application in applications]
    whole = Submission.objects.filter(application=OuterRef("assignment__application"), clarification=None)
    begun = Coalesce(Subquery(whole.order_by("-number").values("number")[:1]), 1)
    counted = counted_reviews().filter(assignment__application__in=keys, assignment__submission__number__gte=begun)
    reviews = defaultdict(list)
    fields = ("assignment__application", "assignment__reviewer", "marks")
    for key, reviewer, marks in counted.order_by("assignment").values_list(*fields):
        reviews[key].append(Reviewed(reviewer, marks))
    versions = PlanVersion.objects.filter(plan__application__in=keys, origin=PlanVersion.Origin.APPLICATION)
    sums = versions.order_by("number").values_list("plan__application", "number").annotate(Sum("lines__amount"))
    amounts = {key: amount or ZERO for key, _number, amount in sums}
    return {
        one.pk: Entry(
            one.reference, tuple(reviews[one.pk]), amounts.get(one.pk, ZERO), one.region_id, frozenset(), 0, ZERO,
            one.submitted_at,
        )
        for one in applications
    }  # fmt: skip


def _weights(applications):
    """Code of a criterion → weight, of the newest version that any of them was assessed by."""
    used = Criterion.objects.filter(rubric__assignments__application__in=[one.pk for one in applications])
    found = used.order_by("rubric__number").distinct().values_list("code", "weight", "rubric__number")
    return {code: Fraction(weight) for code, weight, _number in found}
