"""A reviewer's own sheet, and what became of it."""

from dataclasses import dataclass

from applications.selectors import changes_of

from ..models import Criterion, Review
from .findings import findings
from .quality import hints
from .rounds import round_now


def marks_of(assignment):
    """Mapping criterion → (mark, comment) of the sheet in the making, for every criterion. Two queries."""
    kept = {score.criterion_id: (score.mark, score.comment) for score in assignment.scores.all()}
    return {criterion: kept.get(criterion.pk, (None, "")) for criterion in assignment.rubric.criteria.all()}


@dataclass(frozen=True)
class MarkRow:
    """A criterion with its mark and comment in a review, and the ``before`` of the version before where they differ."""

    criterion: Criterion
    mark: int | None
    comment: str
    before: int | None = None
    is_changed: bool = False
    is_reworded: bool = False

    @property
    def difference(self):
        """By how much the mark went up or down, with its sign; "" for unchanged ones."""
        return (
            f"{self.mark - self.before:+d}".replace("-", "−") if self.is_changed and self.mark and self.before else ""
        )


@dataclass(frozen=True)
class Version:
    """A review as it was handed in, a MarkRow for each criterion; ``is_first`` has nothing before it."""

    review: Review
    rows: list
    is_summary_changed: bool = False

    @property
    def is_first(self):
        """Whether it is the first version."""
        return self.review.number == 1

    @property
    def changed(self):
        """The rows whose mark is another than before."""
        return [row for row in self.rows if row.is_changed]


def versions_of(reviews, criteria):
    """The Versions of one assignment's ``reviews``, the last first. Pure."""
    found, before = [], None
    for review in sorted(reviews, key=lambda one: one.number):
        rows = [_row(criterion, review, before) for criterion in criteria]
        found.append(Version(review, rows, before is not None and before.summary != review.summary))
        before = review
    return found[::-1]


def difference(marks, summary, review, criteria):
    """What a sheet in the making says otherwise than the ``review`` handed in last: a Version of an unsaved Review. Pure."""
    fresh = Review(
        number=review.number + 1,
        marks={criterion.code: marks[criterion][0] for criterion in criteria},
        comments={criterion.code: marks[criterion][1] for criterion in criteria if marks[criterion][1]},
        summary=summary,
    )
    rows = [_row(criterion, fresh, review) for criterion in criteria]
    return Version(fresh, rows, summary != review.summary)


def _row(criterion, review, before):
    code = criterion.code
    mark, comment = review.marks.get(code), review.comments.get(code, "")
    if before is None:
        return MarkRow(criterion, mark, comment)
    old = before.marks.get(code)
    return MarkRow(criterion, mark, comment, old, mark != old, comment != before.comments.get(code, ""))


def before_handing_in(assignment, last=None):
    """What the check page says of a sheet: ``findings``, ``hints``, and MarkRows as ``rows``, beside the ``last`` Review."""
    marks, steps = marks_of(assignment), list(assignment.rubric.steps.all())
    criteria = list(marks)
    found = difference(marks, assignment.summary, last, criteria) if last else None
    return {
        "findings": findings(criteria, marks, [step.mark for step in steps]),
        "hints": hints(criteria, marks, assignment.summary),
        "rows": found.rows if found else [MarkRow(criterion, *marks[criterion]) for criterion in criteria],
    }


def last_read(assignment):
    """The submission that the reviewer scored last, under this assignment or an earlier one; None before a review."""
    mine = Review.objects.filter(
        assignment__reviewer=assignment.reviewer_id, assignment__application=assignment.application_id
    )
    last = mine.select_related("submission").order_by("-submission__number", "-pk").first()
    return last and last.submission


def newer_submission(assignment):
    """The last submission, if it came after the one that the reviewer scored last; None otherwise, and before a review."""
    read = last_read(assignment)
    newest = assignment.application.submissions.order_by("-number").first() if read else None
    return newest if newest and newest.number > read.number else None


def changes_since(assignment):
    """The Changes of the proposal since the reviewer scored it (``applications.selectors.changes_of``); None without any."""
    if (newer := newer_submission(assignment)) is None:
        return None
    blind = not round_now(assignment.application).sees_team
    return changes_of(newer, before=last_read(assignment), blind=blind)
