"""Reads of reviews: queues, scores, and what an officer or approver sees beside a proposal."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q

from applications.models import Application, State

from .models import Assignment, Criterion, Score


def queue(user, *, state=""):
    """Submitted proposals for the Fund's people, those that wait longest first; ``state`` narrows."""
    own = Application.objects.worked_on_by(user).values("pk")
    found = Application.objects.visible_to(user).exclude(pk__in=own).exclude(reference=None)
    if state in State.values:
        found = found.filter(state=state)
    done, asked = Q(assignments__state="DONE"), Q(assignments__state__in=["INVITED", "OPEN", "DONE"])
    return (
        found.with_labels()
        .annotate(
            reviews_done=Count("assignments", done, distinct=True),
            reviews_asked=Count("assignments", asked, distinct=True),
        )
        .order_by("submitted_at")
    )


def state_counts(user):
    """(code, label, number) of the queue's states that have proposals."""
    rows = queue(user).order_by().values_list("state").annotate(number=Count("pk", distinct=True))
    numbers = {state: number for state, *_rest, number in rows}
    return [(state.value, state.label, numbers[state.value]) for state in State if state.value in numbers]


def my_assignments(user):
    """A reviewer's own assignments, open ones first."""
    mine = Assignment.objects.filter(reviewer=user).exclude(state=Assignment.State.CANCELLED)
    return mine.select_related("application__region").prefetch_related("application__countries")


@dataclass(frozen=True)
class ScoreRow:
    """One criterion with the marks of each finished review (in the order of ``ScoreSheet.reviewers``) and their mean."""

    criterion: Criterion
    marks: list
    mean: Decimal | None


@dataclass(frozen=True)
class ScoreSheet:
    """Marks of all finished reviews of the present submission, and the weighted mean of 1–5 (None without reviews)."""

    reviewers: list
    rows: list
    mean: Decimal | None


def score_sheet(application):
    """The score sheet of a proposal; reviews with a declared conflict are left out. Three queries."""
    submission = application.submissions.first()
    done = Assignment.objects.filter(submission=submission, state=Assignment.State.DONE).select_related("reviewer")
    assignments = list(done.order_by("pk"))
    scores = {(s.assignment_id, s.criterion_id): s for s in Score.objects.filter(assignment__in=assignments)}
    rows = []
    for criterion in Criterion.objects.filter(is_active=True):
        marks = [scores.get((assignment.pk, criterion.pk)) for assignment in assignments]
        given = [Decimal(score.mark) for score in marks if score]
        rows.append(ScoreRow(criterion, marks, sum(given) / len(given) if given else None))
    weighed = [(row.mean, row.criterion.weight) for row in rows if row.mean is not None]
    weight = sum(weight for _mean, weight in weighed)
    mean = sum(mean * weight for mean, weight in weighed) / weight if weight else None
    return ScoreSheet([assignment.reviewer for assignment in assignments], rows, mean)
