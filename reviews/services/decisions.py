"""Decisions: recorded first, with the money they hold and a sealed record; made known later (``releases``)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Application, State
from applications.selectors import own_version
from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from funding.services import ledger
from notifications.services import notify
from plans.selectors import framework

from ..models import Decision, Interest, Recommendation
from ..selectors.records import grounds_of, sealed, stood_in

Outcome = Recommendation.Outcome
DECIDED = audit.action("decision.recorded", _("recorded a decision"), internal=True)
NO_INTEREST = audit.action("decision.no_interest", _("declared no conflict of interest in the decision"), internal=True)
INTEREST = audit.action("decision.interest", _("declared a conflict of interest in the decision"), internal=True)


@transaction.atomic
def decide(application, *, by, outcome, reason="", conditions=""):
    """Record the approver's decision on a recommendation; the team learns of it with the release.

    An approval commits the money of the budget (USD) under the line's lock, so that parallel approvals cannot overspend.
    Everything the decision rests on is sealed (``selectors.records``). Tells the officer who recommended.

    Raises:
        NotAllowed: ``by`` is not the approver, or declared a conflict of interest.
        StateConflict: there is nothing to decide, or it is decided.
        DomainError: ``by`` wrote the recommendation (four eyes) or declared nothing yet, a refusal has no reason,
            conditions are not named, or the line's money does not suffice for an approval (C06).
    """
    outcome = Outcome(outcome)
    application = _undecided(application, by)
    recommendation = application.recommendations.first()
    if recommendation.recommended_by_id == by.pk:
        raise DomainError(_("Who recommended cannot decide: a second person must."))
    if not refuse_interested(application, by):
        raise DomainError(_("Say first whether you have a conflict of interest in this proposal."))
    if outcome not in Recommendation.FUNDED and not reason.strip():
        raise DomainError(_("Say why: a comment is required."))
    if outcome == Outcome.CONDITIONS and not conditions.strip():
        raise DomainError(_("Name the conditions."))
    decision = Decision(
        application=application, recommendation=recommendation, recommended_by=recommendation.recommended_by,
        outcome=outcome, reason=reason.strip(), decided_by=by,
        conditions=conditions.strip() if outcome == Outcome.CONDITIONS else "",
    )  # fmt: skip
    _record(decision)
    audit.record(
        DECIDED,
        application,
        by=by,
        comment=reason,
        outcome=outcome,
        decision=decision.pk,
        sha256=decision.record.sha256,
    )
    notify("decision.recorded", application, to=[recommendation.recommended_by], actor=by, title=application.title)
    return decision


def _record(decision):
    """Write the decision with its money and its sealed record. Reviewers' declarations wait until it is done.

    Whatever takes long is read before the line is locked; the line is locked before anything writes to the audit trail, as
    for every booking.
    """
    application, by = decision.application, decision.decided_by
    list(application.assignments.select_for_update().order_by("pk"))
    decision.decided_at = timezone.now()
    if is_funded := decision.outcome in Recommendation.FUNDED:
        decision.amount = framework(own_version(application)).totals.total
    grounds = grounds_of(decision, stood_in(application, by))
    ledger.hold(application.line)
    if is_funded:
        facts = {"year": application.funding_year, "region": application.region, "reference": application.reference}
        ledger.commit(by=by, line=application.line, amount=decision.amount, **facts)
    decision.save(force_insert=True)
    sealed(decision, grounds).save(force_insert=True)


def _undecided(application, by):
    """The locked application that ``by`` may decide on. Raises NotAllowed or StateConflict."""
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if not allows(by, "applications.decide", locked):
        raise NotAllowed(_("You may not do this."))
    if locked.state != State.RECOMMENDED or hasattr(locked.recommendations.first(), "decision"):
        raise StateConflict(_("This has changed since you opened it. Look at its present state and try again."))
    return locked


def refuse_interested(application, by):
    """Raise NotAllowed if ``by`` declared a conflict of interest in the proposal; returns what ``by`` declared."""
    declared = application.interests.filter(declared_by=by)
    if any(interest.has_conflict for interest in declared):
        raise NotAllowed(_("You declared a conflict of interest in this proposal: another person must decide on it."))
    return declared


@transaction.atomic
def declare_interest(application, *, by, has_conflict, conflict=""):
    """Declare an approver's conflict of interest in a proposal, or that there is none; only that opens the decision.

    Raises:
        NotAllowed: ``by`` is not the approver.
        StateConflict: there is nothing to decide, or ``by`` declared the same or a conflict before.
        DomainError: the conflict has no words.
    """
    application = _undecided(application, by)
    if has_conflict and not conflict.strip():
        raise DomainError(_("Say what the conflict is, in a few words."))
    declared = application.interests.filter(declared_by=by)
    if declared.filter(has_conflict=True).exists() or (declared and not has_conflict):
        raise StateConflict(_("You have declared already."))
    words = conflict.strip() if has_conflict else ""
    interest = Interest.objects.create(
        application=application, declared_by=by, has_conflict=has_conflict, conflict=words
    )
    audit.record(INTEREST if has_conflict else NO_INTEREST, application, by=by)
    if has_conflict:
        officer = application.recommendations.first().recommended_by
        notify("decision.interest", application, to=[officer], actor=by, title=application.title)
    return interest
