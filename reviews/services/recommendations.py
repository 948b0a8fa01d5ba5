"""What an officer recommends to the approver."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from accounts.selectors import people_in
from applications.progress import told
from applications.selectors import letters_missing, round_of
from applications.services import team_of
from applications.workflow import PROPOSAL
from core.errors import DomainError
from notifications.services import notify

from ..models import Assignment, Recommendation, Screening


@transaction.atomic
def recommend(application, *, by, outcome, memo, conditions=""):
    """Recommend an outcome to the approver.

    An approval needs a passed screening, at least one finished review, and of a regional project the letters of L03.
    An open clarification leaves the proposal with its team: it cannot be recommended before the answers (B10).
    """
    if outcome in Recommendation.FUNDED and (missing := list(_missing_for_approval(application))):
        raise DomainError(missing)
    present = application.assignments.filter(submission__in=round_of(application))
    if present.filter(state__in=[Assignment.State.INVITED, Assignment.State.OPEN]).exists():
        raise DomainError(_("Reviews are still open. Wait for them or cancel them."))
    if outcome == Recommendation.Outcome.CONDITIONS and not conditions.strip():
        raise DomainError(_("Name the conditions."))
    application = PROPOSAL.apply("recommend", application, by=by, data={"outcome": outcome})
    recommendation = Recommendation.objects.create(
        application=application,
        submission=application.submissions.order_by("-number").first(),
        outcome=outcome,
        memo=memo,
        conditions=conditions.strip() if outcome == Recommendation.Outcome.CONDITIONS else "",
        recommended_by=by,
    )
    notify("decision.requested", application, to=approvers(), actor=by, title=application.title)
    return recommendation


def _missing_for_approval(application):
    """What a proposal lacks to be recommended for approval, as sentences."""
    passed = dict.fromkeys(Screening.QUESTIONS, True)
    if not application.screenings.filter(submission__in=round_of(application), **passed).exists():
        yield _("Only a proposal that passed the screening can be recommended for approval.")
        return
    done = application.assignments.filter(submission__in=round_of(application), state=Assignment.State.DONE)
    if not done.exists():
        yield _("At least one review must be finished before you recommend approval.")
    yield from letters_missing(application)


@transaction.atomic
def reconsider(application, *, by, comment):
    """Send a recommendation back to the officer, with a question. Raises StateConflict once it is decided."""
    officer = application.recommendations.first().recommended_by
    application = PROPOSAL.apply("reconsider", application, by=by, comment=comment)
    notify("decision.reconsider", application, to=[officer], actor=by, title=application.title, comment=comment)
    return application


def approvers():
    """Approvers of today."""
    return people_in(Role.APPROVER)


@transaction.atomic
def revisit(application, *, by, comment):
    """Take up a proposal that was kept for later funding (C06), when money is allocated. Tells its team."""
    application = PROPOSAL.apply("revisit", application, by=by, comment=comment)
    notify(
        "application.revisited", application, to=team_of(application), actor=by, title=application.title,
        **told(application),
    )  # fmt: skip
    return application
