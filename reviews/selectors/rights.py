"""What a person may do with a review at this moment: the flags of the round held against the state of the assignment."""

from dataclasses import dataclass

from applications.models import State as Proposal
from applications.selectors import round_of
from core.access import allows

from ..models import Assignment, Round
from .rounds import round_now

State = Assignment.State
ASKED = (State.INVITED, State.OPEN, State.DONE)  # their reviews are awaited, or there


@dataclass(frozen=True)
class Rights:
    """Each says yes or no; ``sees_names`` is about the other reviewers, ``discusses`` about writing."""

    reads: bool = False
    scores: bool = False
    changes: bool = False
    sees_others: bool = False
    sees_names: bool = False
    discusses: bool = False


def rights(assignment, round_, *, proposal, is_present):
    """The Rights of the reviewer asked. Pure.

    ``proposal`` is the state of the proposal; ``is_present``: whether the assignment is about its present round of
    submissions, for an old review neither changes nor shows those of a new one.
    """
    is_open, is_done = assignment.state == State.OPEN, assignment.state == State.DONE
    reads = (is_open or is_done) and round_.may_read
    writes = reads and is_present and round_.may_score and proposal == Proposal.FUND_REVIEW
    when = {Round.Others.NEVER: False, Round.Others.AFTER_OWN: is_done, Round.Others.ALWAYS: True}
    sees = reads and is_present and when[Round.Others(round_.sees_others)]
    return Rights(
        reads=reads,
        scores=writes and is_open,
        changes=writes and is_done,
        sees_others=sees,
        sees_names=sees and round_.sees_names,
        discusses=sees and round_.may_discuss and proposal == Proposal.FUND_REVIEW,
    )


def rights_of(assignment, round_=None):
    """The Rights of the reviewer asked, now. Two queries; one with the ``round_``."""
    application = assignment.application
    return rights(
        assignment,
        round_ or round_now(application),
        proposal=application.state,
        is_present=round_of(application).filter(pk=assignment.submission_id).exists(),
    )


def rights_of_the_fund(user, application, round_):
    """The Rights of officers, approvers and auditors: reviews open to them when all are handed in, or scoring is over.

    Officers discuss; approvers and auditors read (matrix rows 26 and 27).
    """
    sees = are_closed(application, round_)
    discusses = (
        sees
        and round_.may_discuss
        and application.state == Proposal.FUND_REVIEW
        and allows(user, "reviews.assign", application)
    )
    return Rights(reads=True, sees_others=sees, sees_names=sees, discusses=discusses)


def are_closed(application, round_):
    """Whether no review of the present round of submissions is awaited any more."""
    if application.state not in {Proposal.FUND_REVIEW, Proposal.CLARIFICATION} or not round_.may_score:
        return True
    states = set(assignments_now(application).filter(state__in=ASKED).values_list("state", flat=True))
    return states == {State.DONE}


def assignments_now(application):
    """All assignments of the present round of submissions, in the order in which people were asked."""
    return Assignment.objects.filter(application=application, submission__in=round_of(application)).order_by("pk")


def rights_on(application, user):
    """(Rights, the person's own assignment or None) of anybody on a proposal's reviews; no rights at all for others.

    Whoever is asked to review has a reviewer's rights, whatever else they are.
    """
    round_ = round_now(application)
    asked = assignments_now(application).filter(reviewer=user, state__in=ASKED)
    if mine := asked.select_related("application", "rubric").first():
        return rights_of(mine, round_), mine
    if allows(user, "applications.view_internal", application):
        return rights_of_the_fund(user, application, round_), None
    return Rights(), None
