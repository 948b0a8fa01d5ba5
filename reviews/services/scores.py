"""Reviews: handing them in, and handing in another one later."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from applications.models import State as Proposal
from core import audit
from core.errors import DomainError, StateConflict
from notifications.services import notify

from ..models import Assignment, Review, Score
from .declarations import own_assignment

SCORED = audit.action("review.scored", _("scored"), internal=True)


@transaction.atomic
def hand_in(assignment, *, by, marks, summary=""):
    """Hand in a review: mapping criterion → (mark, comment), one for each criterion of the assignment's rubric.

    The lowest and the highest mark need a comment. Raises DomainError naming what is missing.
    """
    assignment = own_assignment(assignment, by, "reviews.score")
    if assignment.state != Assignment.State.OPEN or assignment.application.state != Proposal.FUND_REVIEW:
        raise StateConflict(_("This review is closed."))
    criteria = list(assignment.rubric.criteria.all())
    if missing := list(_missing(criteria, marks, list(assignment.rubric.steps.values_list("mark", flat=True)))):
        raise DomainError(missing)
    for criterion in criteria:
        mark, comment = marks[criterion]
        Score.objects.update_or_create(
            assignment=assignment, criterion=criterion, defaults={"mark": mark, "comment": comment}
        )
    Review.objects.create(
        assignment=assignment,
        number=1,
        submission=assignment.application.submissions.order_by("-number").first(),
        marks={criterion.code: marks[criterion][0] for criterion in criteria},
        comments={criterion.code: marks[criterion][1] for criterion in criteria if marks[criterion][1]},
        summary=summary,
    )
    assignment.state = Assignment.State.DONE
    assignment.save(update_fields=["state"])
    audit.record(SCORED, assignment.application, by=by)
    notify("review.done", assignment.application, to=[assignment.assigned_by], actor=by)
    return assignment


def _missing(criteria, marks, scale):
    """What a review lacks, as sentences."""
    if not criteria:
        yield _("No criterion is in use. Ask the Fund.")
    for criterion in criteria:
        mark, comment = marks.get(criterion, (None, ""))
        if mark not in scale:
            yield _("Give a mark for “%(criterion)s”.") % {"criterion": criterion}
        elif mark in {scale[0], scale[-1]} and not comment.strip():
            yield _("Say why “%(criterion)s” has the lowest or highest mark.") % {"criterion": criterion}
