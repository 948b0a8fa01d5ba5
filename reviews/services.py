"""Writing reviews: endorsement, screening, assignment, declaration, scores, recommendation, decision."""

import json
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from accounts.selectors import people_in
from applications.models import Application
from applications.models import State as Proposal
from applications.selectors import letters_missing
from applications.services import authors_of, officers, team_of
from applications.workflow import PROPOSAL
from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from funding.services import ledger
from notifications.services import notify
from plans.selectors import framework

from .models import Assignment, Criterion, Decision, Endorsement, Recommendation, Score, Screening

SCREENED = audit.action("review.screened", _("screened"), internal=True)
ASSIGNED = audit.action("review.assigned", _("assigned a reviewer"), internal=True)
CANCELLED = audit.action("review.cancelled", _("cancelled a review"), internal=True)
DECLARED = audit.action("review.declared", _("declared no conflict of interest"), internal=True)
RECUSED = audit.action("review.recused", _("declared a conflict of interest"), internal=True)
SCORED = audit.action("review.scored", _("scored"), internal=True)
STEP_OF = {
    Recommendation.Outcome.APPROVE: "approve",
    Recommendation.Outcome.REJECT: "reject",
    Recommendation.Outcome.RETAIN: "retain",
}


@transaction.atomic
def load_criteria():
    """Create the shipped criteria that are missing; what staff edited stays. Returns how many were created."""
    rows = json.loads((Path(__file__).parent / "data" / "criteria.json").read_text(encoding="utf-8"))
    known = set(Criterion.objects.values_list("code", flat=True))
    missing = [Criterion(**row | {"weight": Decimal(row["weight"])}) for row in rows if row["code"] not in known]
    return len(Criterion.objects.bulk_create(missing))


def _latest(application):
    return application.submissions.order_by("-number").first()


@transaction.atomic
def endorse(application, *, by, comment=""):
    """Endorse a submission for the Regional Office (P04). Tells the applicant and the Fund's officers."""
    application = PROPOSAL.apply("endorse", application, by=by, comment=comment)
    endorsement = Endorsement.objects.create(
        application=application, submission=_latest(application), endorsed_by=by, comment=comment
    )
    notify(
        "application.endorsed", application, to=[*team_of(application), *officers()], actor=by, title=application.title
    )
    return endorsement


def _in_fund_review(application, by, rule):
    """The locked application with the Fund, if ``by`` has ``rule`` on it."""
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if not allows(by, rule, locked):
        raise NotAllowed(_("You may not do this."))
    if locked.state != Proposal.FUND_REVIEW:
        raise StateConflict(_("This proposal is not with the Fund for review."))
    return locked


@transaction.atomic
def screen(application, *, by, note="", **answers):
    """Record the officer's checks of the present submission: one yes or no for each of ``Screening.QUESTIONS``."""
    application = _in_fund_review(application, by, "applications.screen")
    submission = _latest(application)
    if Screening.objects.filter(submission=submission).exists():
        raise StateConflict(_("This submission is screened already."))
    screening = Screening.objects.create(
        application=application, submission=submission, screened_by=by, note=note, **answers
    )
    audit.record(SCREENED, application, by=by, passed=screening.passed, answers=answers)
    if screening.passed:
        notify("application.screened", application, to=team_of(application), title=application.title)
    return screening


def possible_reviewers(application):
    """Reviewers who may be asked: in office, never on the team, of another organisation than its people, not asked yet."""
    authors = authors_of(application)
    organisations = authors.exclude(organisation=None).values("organisation")
    people = people_in(Role.REVIEWER).exclude(pk__in=authors.values("pk")).exclude(organisation__in=organisations)
    codes = list(application.countries.values_list("pk", flat=True))
    people = people.exclude(organisation__country_code__in=codes)
    return people.exclude(assignments__submission=_latest(application))


@transaction.atomic
def assign(application, *, by, reviewer, due_on):
    """Ask a reviewer to assess a screened proposal. Raises DomainError for one who may not be asked."""
    application = _in_fund_review(application, by, "reviews.assign")
    if not any(screening.passed for screening in application.screenings.filter(submission=_latest(application))):
        raise DomainError(_("Screen the proposal first; reviewers are asked when it passes."))
    if authors_of(application).filter(pk=reviewer.pk).exists():
        raise DomainError(_("This person works on the proposal, or once did: they cannot review it."))
    if not possible_reviewers(application).filter(pk=reviewer.pk).exists():
        raise DomainError(_("This person cannot review this proposal: same country or organisation, or asked already."))
    if due_on <= timezone.localdate():
        raise DomainError(_("Choose a due date in the future."))
    assignment = Assignment.objects.create(
        application=application, submission=_latest(application), reviewer=reviewer, assigned_by=by, due_on=due_on
    )
    audit.record(ASSIGNED, application, by=by, reviewer=reviewer.pk, due_on=due_on.isoformat())
    notify("review.requested", assignment, to=[reviewer], actor=by, due_on=due_on.isoformat())
    return assignment


@transaction.atomic
def cancel(assignment, *, by):
    """Free a reviewer who has not finished. Raises StateConflict for a finished, refused or cancelled review."""
    locked = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if not allows(by, "reviews.assign", locked.application):
        raise NotAllowed(_("You may not do this."))
    if locked.state not in {Assignment.State.INVITED, Assignment.State.OPEN}:
        raise StateConflict(_("This review is finished or cancelled already."))
    locked.state = Assignment.State.CANCELLED
    locked.save(update_fields=["state"])
    audit.record(CANCELLED, locked.application, by=by, reviewer=locked.reviewer_id)
    notify("review.cancelled", locked.application, to=[locked.reviewer], actor=by)
    return locked


def _own(assignment, by, rule):
    locked = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if not allows(by, rule, locked):
        raise NotAllowed(_("You may not do this."))
    return locked


@transaction.atomic
def declare(assignment, *, by, has_conflict, conflict=""):
    """Declare a conflict of interest or its absence; only its absence opens the text.

    A conflict may be declared at any time before the decision and closes everything at once; a review already written
    stays for the record and out of the mean.
    """
    assignment = _own(assignment, by, "reviews.declare")
    if has_conflict and not conflict.strip():
        raise DomainError(_("Say what the conflict is, in a few words."))
    if not has_conflict and assignment.state != Assignment.State.INVITED:
        raise StateConflict(_("You have declared already."))
    assignment.state = Assignment.State.CONFLICT if has_conflict else Assignment.State.OPEN
    assignment.conflict, assignment.declared_at = conflict, timezone.now()
    assignment.save(update_fields=["state", "conflict", "declared_at"])
    audit.record(RECUSED if has_conflict else DECLARED, assignment.application, by=by)
    kind = "review.conflict" if has_conflict else "review.declared"
    notify(kind, assignment.application, to=[assignment.assigned_by], actor=by)
    return assignment


@transaction.atomic
def score(assignment, *, by, marks):
    """Lock in a reviewer's marks: mapping criterion → (mark 1–5, comment), one for each criterion in use.

    The lowest and the highest mark need a comment. Raises DomainError naming what is missing.
    """
    assignment = _own(assignment, by, "reviews.score")
    if assignment.state != Assignment.State.OPEN or assignment.application.state != Proposal.FUND_REVIEW:
        raise StateConflict(_("This review is closed."))
    criteria = Criterion.objects.filter(is_active=True)
    missing = [] if criteria else [_("No criterion is in use. Ask the Fund.")]
    for criterion in criteria:
        mark, comment = marks.get(criterion, (None, ""))
        if mark is None:
            missing.append(_("Give a mark for “%(criterion)s”.") % {"criterion": criterion})
        elif mark in {1, 5} and not comment.strip():
            missing.append(_("Say why “%(criterion)s” has the lowest or highest mark.") % {"criterion": criterion})
    if missing:
        raise DomainError(missing)
    Score.objects.bulk_create(
        Score(assignment=assignment, criterion=criterion, mark=mark, comment=comment)
        for criterion, (mark, comment) in marks.items()
    )
    assignment.state = Assignment.State.DONE
    assignment.save(update_fields=["state"])
    audit.record(SCORED, assignment.application, by=by)
    notify("review.done", assignment.application, to=[assignment.assigned_by], actor=by)
    return assignment


@transaction.atomic
def recommend(application, *, by, outcome, memo):
    """Recommend an outcome to the approver.

    An approval needs a passed screening, at least one finished review, and of a regional project the letters of L03.
    """
    submission = _latest(application)
    present = application.assignments.filter(submission=submission)
    if (
        outcome == Recommendation.Outcome.APPROVE
        and not application.screenings.filter(
            submission=submission, **dict.fromkeys(Screening.QUESTIONS, True)
        ).exists()
    ):
        raise DomainError(_("Only a proposal that passed the screening can be recommended for approval."))
    done = present.filter(state=Assignment.State.DONE).exists()
    if outcome == Recommendation.Outcome.APPROVE and not done:
        raise DomainError(_("At least one review must be finished before you recommend approval."))
    if present.filter(state__in=[Assignment.State.INVITED, Assignment.State.OPEN]).exists():
        raise DomainError(_("Reviews are still open. Wait for them or cancel them."))
    if outcome == Recommendation.Outcome.APPROVE and (missing := letters_missing(application)):
        raise DomainError(missing)
    application = PROPOSAL.apply("recommend", application, by=by, data={"outcome": outcome})
    recommendation = Recommendation.objects.create(
        application=application, submission=submission, outcome=outcome, memo=memo, recommended_by=by
    )
    notify("decision.requested", application, to=approvers(), actor=by, title=application.title)
    return recommendation


def approvers():
    """Approvers of today."""
    return people_in(Role.APPROVER)


@transaction.atomic
def decide(application, *, by, outcome, reason=""):
    """Decide on a recommendation and send the letter.

    An approval commits the money of the budget (``applications.effects``) and creates the project (``effects``).

    Raises:
        NotAllowed: ``by`` is not the approver.
        DomainError: ``by`` wrote the recommendation (four eyes), a refusal has no reason, or the line's money does not
            suffice for an approval (C06).
    """
    recommendation = application.recommendations.first()
    if recommendation is None:
        raise StateConflict(_("There is no recommendation to decide on."))
    if recommendation.recommended_by_id == by.pk:
        raise DomainError(_("Who recommended cannot decide: a second person must."))
    approved = outcome == Recommendation.Outcome.APPROVE
    if approved:
        ledger.hold(application.line)  # before the step writes to the audit trail, as every booking does
    application = PROPOSAL.apply(
        STEP_OF[Recommendation.Outcome(outcome)], application, by=by, comment=reason, decided_at=timezone.now()
    )
    amount = framework(application.plan.approved).totals.total if approved else None
    decision = Decision.objects.create(
        application=application,
        recommendation=recommendation,
        recommended_by=recommendation.recommended_by,
        outcome=outcome,
        reason=reason,
        amount=amount,
        letter=letter(application, outcome, reason, amount),
        decided_by=by,
    )
    told = [*team_of(application), recommendation.recommended_by]
    notify("decision.made", application, to=told, actor=by, title=application.title, outcome=outcome, reason=reason)
    return decision


@transaction.atomic
def reconsider(application, *, by, comment):
    """Send a recommendation back to the officer, with a question."""
    officer = application.recommendations.first().recommended_by
    application = PROPOSAL.apply("reconsider", application, by=by, comment=comment)
    notify("decision.reconsider", application, to=[officer], actor=by, title=application.title, comment=comment)
    return application


def letter(application, outcome, reason, amount):
    """The text of the decision letter, in the language of the proposal."""
    with override(application.language):
        context = {
            "application": application,
            "outcome": outcome,
            "reason": reason,
            "amount": amount,
            "approver": gettext(settings.FUND_APPROVER_TITLE),
            "today": timezone.localdate(),
        }
        return render_to_string("reviews/letter.txt", context).strip()
