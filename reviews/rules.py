"""Who may assess and decide."""

import rules

from applications.rules import endorses_its_region, has_worked_on_it, is_of_the_fund, is_on_the_team, screens
from core.access import sees, widen
from funding.rules import keeps_the_rulebook, publishes_the_rulebook

from .models import Advice, Assignment, Board, Release, Rubric, Simulation
from .selectors.rounds import round_now


@rules.predicate
def assigns(user, application=None):
    """Fund officers assign reviewers, but not to a proposal that they write or once wrote."""
    return (
        user.is_authenticated
        and user.has_capability("assign")
        and (application is None or not has_worked_on_it(user, application))
    )


@rules.predicate
def assigns_anybody(user, obj=None):
    """Fund officers, whatever it is about."""
    return assigns(user)


@rules.predicate
def frees(user, assignment):
    """Who may assign may also free."""
    return assignment is not None and assigns(user, assignment.application)


@rules.predicate
def is_reviewer(user, assignment):
    """The person asked, as long as the assignment stands and they did not say no."""
    return (
        assignment is not None
        and assignment.reviewer_id == user.pk
        and assignment.state not in {Assignment.State.CANCELLED, Assignment.State.DECLINED}
    )


@rules.predicate
def has_no_conflict(user, assignment):
    """The person asked, after declaring no conflict; a conflict declared later closes everything."""
    return assignment is not None and assignment.state in {Assignment.State.OPEN, Assignment.State.DONE}


@rules.predicate
def reviews_it(user, application):
    """A reviewer who declared no conflict; what of the other reviews they see is the round's business."""
    return application is not None and application.assignments.opened().filter(reviewer=user).exists()


@rules.predicate
def may_read_now(user, assignment):
    """The review round lets reviewers read."""
    return assignment is not None and round_now(assignment.application).may_read


@rules.predicate
def may_score_now(user, assignment):
    """The review round lets reviewers score."""
    return assignment is not None and round_now(assignment.application).may_score


@rules.predicate
def reviews(user):
    """Reviewers of today."""
    return user.is_authenticated and user.has_capability("review")


@rules.predicate
def declared_it(user, tie):
    """A reviewer who declared the tie themselves; what an officer declared, officers end."""
    return tie is not None and tie.reviewer_id == user.pk and tie.declared_by_id == user.pk


@rules.predicate
def sees_all(user):
    """Officers, approvers and auditors."""
    return user.is_authenticated and user.has_capability("see_all")


@rules.predicate
def stands_in(user, application):
    """A colleague who acts for the Regional Office on this proposal, and has no part in it."""
    return (
        application is not None
        and application.reference is not None
        and user.is_authenticated
        and application.owner_id != user.pk
        and application.delegations.filter(delegate=user, ended_at=None).exists()
        and not has_worked_on_it(user, application)
    )


@rules.predicate
def is_asked(user, advice):
    """The person at Headquarters whose advice is asked."""
    return advice is not None and advice.asked_of_id == user.pk


@rules.predicate
def releases(user, release=None):
    """Officers and approvers write letters; nobody sends those they prepared (``services.decisions``)."""
    return user.is_authenticated and (user.has_capability("recommend") or user.has_capability("decide"))


@rules.predicate
def takes_up_again(user):
    """Officers, who recommend what is then decided."""
    return user.is_authenticated and user.has_capability("recommend")


@rules.predicate
def is_second_person(user, release):
    """Somebody else than who prepared the release."""
    return release is not None and release.prepared_by_id != user.pk


@rules.predicate
def keeps_boards(user, board=None):
    """Fund officers open boards, keep their terms, seats and minutes, and close them."""
    return user.is_authenticated and user.has_capability("assign")


@rules.predicate
def sees_reviewers(user):
    """Officers and approvers know who reviewed (security.md, row 27); auditors see the marks without the names."""
    return user.is_authenticated and (user.has_capability("assign") or user.has_capability("decide"))


for _rule in ("endorse", "return", "clarify", "message", "read_messages"):
    widen(f"applications.{_rule}", stands_in)
rules.add_perm("reviews.delegate", endorses_its_region)
rules.add_perm("reviews.ask_advice", endorses_its_region | screens | stands_in)
rules.add_perm("reviews.view_advice", sees(Advice))
rules.add_perm("reviews.give_advice", is_asked)
rules.add_perm("reviews.release_feedback", screens)
rules.add_perm("reviews.open_queue", sees_all)
rules.add_perm("reviews.assign", assigns)
rules.add_perm("reviews.view_assignment", sees(Assignment))
rules.add_perm("reviews.cancel", frees)
rules.add_perm("reviews.declare", is_reviewer)
rules.add_perm("reviews.keep_sheet", is_reviewer & has_no_conflict)  # when is the business of ``selectors.rights``
rules.add_perm("reviews.read_reviews", reviews_it | is_of_the_fund)
rules.add_perm("reviews.read", is_reviewer & has_no_conflict & may_read_now)
rules.add_perm("reviews.score", is_reviewer & has_no_conflict & may_read_now & may_score_now)
rules.add_perm("reviews.keep_profile", reviews)
rules.add_perm("reviews.open_reviewers", assigns)
rules.add_perm("reviews.keep_ties", assigns)
rules.add_perm("reviews.end_tie", declared_it | assigns_anybody)
rules.add_perm("reviews.open_conflicts", sees_all)
rules.add_perm("reviews.view_rubric", sees(Rubric))
rules.add_perm("reviews.open_rubrics", sees_all | keeps_the_rulebook | publishes_the_rulebook)
rules.add_perm("reviews.open_releases", sees_all)
rules.add_perm("reviews.prepare_release", releases)
rules.add_perm("reviews.view_release", sees(Release))
rules.add_perm("reviews.change_letter", releases)
rules.add_perm("reviews.cancel_release", releases)
rules.add_perm("reviews.send_release", releases & is_second_person)
rules.add_perm("reviews.read_decision", is_on_the_team | endorses_its_region | is_of_the_fund)
rules.add_perm("reviews.open_reserve", sees_all)
rules.add_perm("reviews.revisit", takes_up_again)
rules.add_perm("reviews.open_boards", sees_all)
rules.add_perm("reviews.open_board", keeps_boards)
rules.add_perm("reviews.view_board", sees(Board))
rules.add_perm("reviews.keep_board", keeps_boards)
rules.add_perm("reviews.move", assigns)
rules.add_perm("reviews.see_reviewers", sees_reviewers)
rules.add_perm("reviews.view_what_if", sees(Simulation))
