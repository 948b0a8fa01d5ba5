"""What reviewers answer: that they have no conflict of interest, that they have one, or that they cannot."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import State as Proposal
from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from notifications.services import notify

from ..models import Assignment, Declaration
from ..selectors.exclusions import CONFLICTS, Exclusions
from ..selectors.hints import hints

DECLARED = audit.action("review.declared", _("declared no conflict of interest"), internal=True)
RECUSED = audit.action("review.recused", _("declared a conflict of interest"), internal=True)
EXCLUDED = audit.action("review.excluded", _("closed a review because of a tie"), internal=True)
DECLINED = audit.action("review.declined", _("declined a review"), internal=True)
State, Kind = Assignment.State, Declaration.Kind
UNDECIDED = (Proposal.FUND_REVIEW, Proposal.CLARIFICATION)


def own_assignment(assignment, by, rule):
    """The locked assignment, if ``by`` has ``rule`` on it. Raises NotAllowed."""
    locked = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if not allows(by, rule, locked):
        raise NotAllowed(_("You may not do this."))
    return locked


def is_undecided(application):
    """Whether a conflict can still keep a review out of the decision."""
    if application.state == Proposal.RECOMMENDED:  # a decision of an earlier round is no obstacle
        return not hasattr(application.recommendations.first(), "decision")
    return application.state in UNDECIDED


@transaction.atomic
def declare(assignment, *, by, has_conflict, conflict=""):
    """Declare a conflict of interest or its absence; only its absence opens the text.

    A conflict may be declared at any time before the decision and closes everything at once; a review already written
    stays for the record and out of the mean.

    Raises:
        NotAllowed: the review is somebody else's.
        StateConflict: declared already, or the proposal is decided.
        DomainError: a conflict without words, or none declared by somebody of whom the portal knows one.
    """
    assignment = own_assignment(assignment, by, "reviews.declare")
    if has_conflict and not conflict.strip():
        raise DomainError(_("Say what the conflict is, in a few words."))
    if assignment.state == State.CONFLICT or (not has_conflict and assignment.state != State.INVITED):
        raise StateConflict(_("You have declared already."))
    if not is_undecided(assignment.application):
        raise StateConflict(_("This proposal is decided, or no longer under review. Write to the Fund instead."))
    noticed = hints(assignment.application, by)
    if not has_conflict and (known := [words for code, words in noticed.items() if code in CONFLICTS]):
        raise DomainError([*known, _("You cannot assess this proposal. Declare the conflict.")])
    kind = Kind.NONE
    if has_conflict:
        kind = Kind.CONFLICT if assignment.state == State.INVITED else Kind.RECUSED
    _record(assignment, by, kind, conflict.strip() if has_conflict else "", list(noticed))
    notice = "review.conflict" if has_conflict else "review.declared"
    notify(notice, assignment.application, to=[assignment.assigned_by], actor=by)
    return assignment


def _record(assignment, by, kind, text, noticed):
    """Keep a declaration, and let the assignment follow it."""
    assignment.state = State.OPEN if kind == Kind.NONE else State.CONFLICT
    assignment.conflict, assignment.declared_at = text, timezone.now()
    assignment.save(update_fields=["state", "conflict", "declared_at"])
    Declaration.objects.create(
        assignment=assignment, kind=kind, text=text, hints=noticed, declared_by=by, declared_at=assignment.declared_at
    )
    action = {Kind.NONE: DECLARED, Kind.EXCLUDED: EXCLUDED}.get(kind, RECUSED)
    audit.record(action, assignment.application, by=by, reviewer=assignment.reviewer_id)


@transaction.atomic
def decline_review(assignment, *, by, reason):
    """Say no to a review that is not handed in: the proposal closes, and who asked is told why.

    Raises NotAllowed, DomainError without a reason, and StateConflict for a review that is finished or over.
    """
    assignment = own_assignment(assignment, by, "reviews.declare")
    if assignment.state not in {State.INVITED, State.OPEN}:
        raise StateConflict(_("This review is finished or cancelled already."))
    if not reason.strip():
        raise DomainError(_("Say why, in a few words: the officer asks somebody else then."))
    assignment.state, assignment.declined_reason = State.DECLINED, reason.strip()
    assignment.save(update_fields=["state", "declined_reason"])
    audit.record(DECLINED, assignment.application, by=by)
    notify("review.declined", assignment.application, to=[assignment.assigned_by], actor=by, reason=reason.strip())
    return assignment


def close_what_conflicts(reviewer, *, by):
    """Close the reviewer's undecided reviews that a tie, a country or an employer now forbids; returns them.

    Called when those change. They count as conflicts, and who asked is told.
    """
    states = [State.INVITED, State.OPEN, State.DONE]
    mine = Assignment.objects.select_for_update(of=("self",)).filter(reviewer=reviewer, state__in=states)
    found = list(
        mine.filter(application__state__in=UNDECIDED).select_related("application", "assigned_by").order_by("pk")
    )
    exclusions, closed = Exclusions([one.application for one in found], [reviewer]), []
    for assignment in found:
        conflicts = exclusions.conflicts(assignment.application, reviewer)
        if conflicts and is_undecided(assignment.application):
            _record(assignment, by, Kind.EXCLUDED, "; ".join(map(str, conflicts.values())), list(conflicts))
            notify("review.conflict", assignment.application, to=[assignment.assigned_by], actor=reviewer)
            closed.append(assignment)
    return closed
