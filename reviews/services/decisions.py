"""Decisions: recorded first, with the money they hold; made known later, together, by a second person."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Application, State
from applications.progress import told
from applications.selectors import own_version
from applications.services import team_of
from applications.workflow import PROPOSAL
from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from funding.services import ledger
from notifications.services import notify
from plans.selectors import framework

from ..letters import letter_text
from ..models import Decision, Letter, Recommendation, Release

Outcome = Recommendation.Outcome
DECIDED = audit.action("decision.recorded", _("recorded a decision"), internal=True)
PREPARED = audit.action("decision.release_prepared", _("prepared the letter of the decision"), internal=True)
CHANGED = audit.action("decision.letter_changed", _("changed the letter of the decision"), internal=True)
STEP_OF = {
    Outcome.APPROVE: "approve",
    Outcome.CONDITIONS: "approve",
    Outcome.REVISE: "revise",
    Outcome.REJECT: "reject",
    Outcome.RETAIN: "retain",
}


@transaction.atomic
def decide(application, *, by, outcome, reason="", conditions=""):
    """Record the approver's decision on a recommendation; the team learns of it with the release.

    An approval commits the money of the budget (USD) under the line's lock, so that parallel approvals cannot overspend.

    Raises:
        NotAllowed: ``by`` is not the approver.
        StateConflict: there is nothing to decide, or it is decided.
        DomainError: ``by`` wrote the recommendation (four eyes), a refusal has no reason, conditions are not named, or
            the line's money does not suffice for an approval (C06).
    """
    outcome = Outcome(outcome)
    ledger.hold(application.line)  # before anything writes to the audit trail, as every booking does
    application = Application.objects.select_for_update().get(pk=application.pk)
    if not allows(by, "applications.decide", application):
        raise NotAllowed(_("You may not do this."))
    recommendation = application.recommendations.first()
    if application.state != State.RECOMMENDED or hasattr(recommendation, "decision"):
        raise StateConflict(_("This has changed since you opened it. Look at its present state and try again."))
    if recommendation.recommended_by_id == by.pk:
        raise DomainError(_("Who recommended cannot decide: a second person must."))
    if outcome not in Recommendation.FUNDED and not reason.strip():
        raise DomainError(_("Say why: a comment is required."))
    if outcome == Outcome.CONDITIONS and not conditions.strip():
        raise DomainError(_("Name the conditions."))
    amount = _commit(application, by) if outcome in Recommendation.FUNDED else None
    decision = Decision.objects.create(
        application=application, recommendation=recommendation, recommended_by=recommendation.recommended_by,
        outcome=outcome, reason=reason, amount=amount, decided_by=by,
        conditions=conditions.strip() if outcome == Outcome.CONDITIONS else "",
    )  # fmt: skip
    audit.record(DECIDED, application, by=by, comment=reason, outcome=outcome)
    return decision


def _commit(application, by):
    """Hold the money of the proposal's budget; returns the amount in USD. DomainError when it does not suffice (C06)."""
    amount = framework(own_version(application)).totals.total
    ledger.commit(
        by=by,
        line=application.line,
        year=application.funding_year,
        region=application.region,
        amount=amount,
        reference=application.reference,
    )
    return amount


@transaction.atomic
def prepare_release(decisions, *, by):
    """Write the letters of recorded decisions, each in the language of its proposal; nothing is sent yet.

    Raises:
        NotAllowed: ``by`` may not release one of them.
        DomainError: no decision was chosen.
        StateConflict: one of them has a letter already, or its proposal went on without it.
    """
    keys = [decision.pk for decision in decisions]
    found = list(Decision.objects.select_for_update(of=("self",)).filter(pk__in=keys).select_related("application"))
    if not found:
        raise DomainError(_("Choose at least one decision."))
    if not all(allows(by, "applications.release", decision.application) for decision in found):
        raise NotAllowed(_("You may not do this."))
    if not all(is_waiting(decision) for decision in found):
        raise StateConflict(_("One of these decisions is being released already. Look at the list again."))
    release = Release.objects.create(prepared_by=by)
    for decision in found:
        Letter.objects.create(release=release, decision=decision, text=_letter(decision))
        audit.record(PREPARED, decision.application, by=by, release=release.pk)
    return release


def is_waiting(decision):
    """Whether a decision has no letter yet and its proposal still waits for it."""
    return not hasattr(decision, "letter") and decision.application.state == State.RECOMMENDED


@transaction.atomic
def change_letter(letter, *, by, text, revision):
    """Write a letter otherwise before it is released. Raises StateConflict when it was sent or changed meanwhile."""
    letter = Letter.objects.select_for_update(of=("self",)).select_related("release", "decision").get(pk=letter.pk)
    if not allows(by, "applications.release", letter.decision.application):
        raise NotAllowed(_("You may not do this."))
    if letter.release.released_at is not None or letter.revision != revision:
        raise StateConflict(_("This has changed since you opened it. Look at its present state and try again."))
    if not text.strip():
        raise DomainError(_("A letter needs a text."))
    letter.text, letter.revision = text.strip(), revision + 1
    letter.save(update_fields=["text", "revision"])
    audit.record(CHANGED, letter.decision.application, by=by)
    return letter


@transaction.atomic
def release(release, *, by):
    """Make the decisions of a release known, all or none: each proposal takes its step, and its team is told.

    An approved proposal becomes a project (``effects``).

    Raises:
        NotAllowed: ``by`` prepared it (four eyes), or may not release one of them.
        StateConflict: it was released already.
    """
    release = Release.objects.select_for_update().get(pk=release.pk)
    if release.released_at is not None:
        raise StateConflict(_("These decisions are released already."))
    if release.prepared_by_id == by.pk:
        raise NotAllowed(_("Who prepared the letters cannot send them: a second person must."))
    for sent in release.letters.select_related("decision__application", "decision__recommended_by"):
        _make_known(sent.decision, by)
    release.released_by, release.released_at = by, timezone.now()
    release.save(update_fields=["released_by", "released_at"])
    return release


def _make_known(decision, by):
    step = STEP_OF[Outcome(decision.outcome)]
    comment = decision.reason or decision.conditions
    application = PROPOSAL.apply(step, decision.application, by=by, comment=comment, decided_at=timezone.now())
    notify(
        "decision.made", application, to=[*team_of(application), decision.recommended_by], actor=by,
        title=application.title, outcome=decision.outcome, reason=decision.reason, **told(application),
    )  # fmt: skip


def _letter(decision):
    facts = {name: getattr(decision, name) for name in ("reason", "conditions", "amount")}
    return letter_text(decision.application, decision.outcome, **facts)
