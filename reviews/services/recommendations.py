"""What an officer recommends to the approver."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from accounts.selectors import people_in
from applications.models import Application
from applications.workflow import PROPOSAL
from core.access import allows
from core.errors import DomainError, NotAllowed
from notifications.services import notify

from ..models import Recommendation
from ..selectors import obstacles
from .decisions import refuse_interested


@transaction.atomic
def recommend(application, *, by, outcome, memo, conditions=""):
    """Recommend an outcome to the approver.

    Raises:
        NotAllowed: ``by`` may not recommend.
        StateConflict: the proposal is not with the Fund.
        DomainError: something stands in the way (``selectors.obstacles``), or conditions are not named.
    """
    application = Application.objects.select_for_update().get(pk=application.pk)
    if not allows(by, "applications.recommend", application):
        raise NotAllowed(_("You may not do this."))
    if missing := obstacles(application, outcome):
        raise DomainError(missing)
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


@transaction.atomic
def reconsider(application, *, by, comment):
    """Send a recommendation back to the officer, with a question.

    Raises:
        NotAllowed: ``by`` is not the approver, or declared a conflict of interest.
        StateConflict: it is decided.
    """
    refuse_interested(application, by)
    officer = application.recommendations.first().recommended_by
    application = PROPOSAL.apply("reconsider", application, by=by, comment=comment)
    notify("decision.reconsider", application, to=[officer], actor=by, title=application.title, comment=comment)
    return application


def approvers():
    """Approvers of today."""
    return people_in(Role.APPROVER)
