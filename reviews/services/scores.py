"""Reviews: handing them in, and handing in another one later."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import DomainError, StateConflict
from notifications.services import notify

from ..models import Assignment, Review, Score
from ..selectors.findings import findings
from ..selectors.rights import rights_of
from ..selectors.sheets import marks_of
from .declarations import own_assignment

SCORED = audit.action("review.scored", _("scored"), internal=True)
RESCORED = audit.action("review.changed", _("changed a review"), internal=True)


@transaction.atomic
def hand_in(assignment, *, by, marks=None, summary=None):
    """Hand in a review: mapping criterion → (mark, comment), one for each criterion of the assignment's rubric.

    Without ``marks`` and ``summary`` those of the sheet as it is kept. The lowest and the highest mark need a comment.
    Raises NotAllowed, StateConflict when it is closed or handed in already, DomainError naming what is missing.
    """
    assignment = own_assignment(assignment, by, "reviews.keep_sheet")
    if not rights_of(assignment).scores:
        raise StateConflict(_("This review is closed."))
    _append(assignment, 1, _complete(assignment, marks), summary)
    assignment.state = Assignment.State.DONE
    assignment.save(update_fields=["state"])
    audit.record(SCORED, assignment.application, by=by)
    notify("review.done", assignment.application, to=[assignment.assigned_by], actor=by)
    return assignment


@transaction.atomic
def change_review(assignment, *, by, number, reason, marks=None, summary=None):
    """Hand in another version of a review, with the reason; the one before it, ``number``, stays.

    Raises NotAllowed, StateConflict when the round is over or the review was changed meanwhile, DomainError for a missing
    reason, for what is missing in the review, and when nothing is otherwise than before.
    """
    assignment = own_assignment(assignment, by, "reviews.keep_sheet")
    if not rights_of(assignment).changes:
        raise StateConflict(_("This review can no longer be changed."))
    last = assignment.reviews.first()
    if last.number != number:
        raise StateConflict(_("This has changed since you opened it. Look at its present state and try again."))
    if not reason.strip():
        raise DomainError(_("Say why you change your review."))
    review = _append(assignment, number + 1, _complete(assignment, marks), summary, reason.strip())
    if all(getattr(review, name) == getattr(last, name) for name in ("marks", "comments", "summary", "submission_id")):
        raise DomainError(_("Nothing is otherwise than in the review handed in."))
    audit.record(RESCORED, assignment.application, by=by, number=review.number)
    notify("review.changed", assignment.application, to=[assignment.assigned_by], actor=by)
    return assignment


def _complete(assignment, marks):
    """The marks to hand in; DomainError naming what they lack."""
    marks = marks_of(assignment) if marks is None else marks
    scale = [step.mark for step in assignment.rubric.steps.all()]
    if missing := findings(list(assignment.rubric.criteria.all()), marks, scale):
        raise DomainError([finding.sentence for finding in missing])
    return marks


def _append(assignment, number, marks, summary, reason=""):
    """A numbered Review; the sheet in the making then says the same."""
    summary = assignment.summary if summary is None else summary
    criteria = list(assignment.rubric.criteria.all())
    for criterion in criteria:
        mark, comment = marks[criterion]
        Score.objects.update_or_create(
            assignment=assignment, criterion=criterion, defaults={"mark": mark, "comment": comment}
        )
    if assignment.summary != summary:
        assignment.summary = summary
        assignment.save(update_fields=["summary"])
    return Review.objects.create(
        assignment=assignment,
        number=number,
        submission=assignment.application.submissions.order_by("-number").first(),
        marks={criterion.code: marks[criterion][0] for criterion in criteria},
        comments={criterion.code: marks[criterion][1] for criterion in criteria if marks[criterion][1]},
        summary=summary,
        reason=reason,
    )
