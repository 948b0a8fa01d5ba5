"""Scores: the marks of the reviews that count, and their means."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import OuterRef, Subquery

from applications.selectors import round_of

from ..models import Assignment, Criterion, Review
from .rubrics import rubric_for


@dataclass(frozen=True)
class ScoreRow:
    """One criterion with (mark, comment) of each finished review (in the order of ``ScoreSheet.reviewers``), and their mean."""

    criterion: Criterion
    marks: list
    mean: Decimal | None


@dataclass(frozen=True)
class ScoreSheet:
    """Marks of all finished reviews of the present round, and the weighted mean of 1–5 (None without reviews)."""

    reviewers: list
    rows: list
    mean: Decimal | None


def counted_reviews():
    """The reviews that count: the last one of each finished assignment; those with a declared conflict are left out."""
    latest = Review.objects.filter(assignment=OuterRef("assignment")).order_by("-number").values("pk")[:1]
    return Review.objects.filter(assignment__state=Assignment.State.DONE, pk=Subquery(latest))


def score_sheet(application):
    """The score sheet of a proposal in its present round. Three queries."""
    found = counted_reviews().filter(assignment__submission__in=round_of(application))
    reviews = list(found.select_related("assignment__reviewer").order_by("assignment"))
    rows = []
    for criterion in rubric_for(application).criteria.all():
        marks = [(one.marks.get(criterion.code), one.comments.get(criterion.code, "")) for one in reviews]
        given = [Decimal(mark) for mark, _comment in marks if mark]
        rows.append(ScoreRow(criterion, marks, sum(given) / len(given) if given else None))
    weighed = [(row.mean, row.criterion.weight) for row in rows if row.mean is not None]
    weight = sum(weight for _mean, weight in weighed)
    mean = sum(mean * weight for mean, weight in weighed) / weight if weight else None
    return ScoreSheet([review.assignment.reviewer for review in reviews], rows, mean)
