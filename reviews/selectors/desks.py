"""All that a reviewer has open: for work away from the portal, and for reminders."""

from applications.models import State as Proposal
from applications.selectors import round_of

from ..models import Assignment
from .rights import rights
from .rounds import round_now

UNDER_REVIEW = (Proposal.FUND_REVIEW, Proposal.CLARIFICATION)


def desk_of(user):
    """[(Assignment, Rights)] of a reviewer's assignments under review whose text is open to them, those due first.

    The number of queries grows with the calls and not with the proposals of each, but for what is present of a proposal.
    """
    mine = Assignment.objects.opened().filter(reviewer=user, application__state__in=UNDER_REVIEW)
    mine = mine.select_related("application__call", "submission", "rubric").prefetch_related(
        "rubric__criteria", "rubric__steps", "scores"
    )
    rounds, found = {}, []
    for assignment in mine.order_by("due_on", "pk"):
        application = assignment.application
        if application.call_id not in rounds:
            rounds[application.call_id] = round_now(application)
        present = round_of(application).filter(pk=assignment.submission_id).exists()
        may = rights(assignment, rounds[application.call_id], proposal=application.state, is_present=present)
        if may.reads:
            found.append((assignment, may))
    return found


def to_score(user, only=None):
    """The assignments of a reviewer that wait for a review and may get one; ``only`` the one of that pk."""
    return [one for one, may in desk_of(user) if may.scores and only in (None, one.pk)]
