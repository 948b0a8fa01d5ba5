"""What a team is told after the decision, besides its letter."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.services import team_of
from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from notifications.services import notify

from ..models import Decision, Feedback

RELEASED = audit.action("decision.feedback_released", gettext_lazy("released feedback"))


@transaction.atomic
def release_feedback(application, *, by, text, with_summary):
    """Give the team of a decided proposal feedback, once: a text, and with ``with_summary`` the mean of each criterion.

    No reviewer, single mark or comment is shown. Tells the team.

    Raises:
        NotAllowed: ``by`` is no officer, or of the team.
        StateConflict: there is no decision yet, or feedback was released.
        DomainError: neither a text nor the summary.
    """
    if not allows(by, "reviews.release_feedback", application):
        raise NotAllowed(_("You may not do this."))
    decision = Decision.objects.released().select_for_update(of=("self",)).filter(application=application).first()
    if decision is None or hasattr(decision, "feedback"):
        raise StateConflict(_("There is no decision yet, or its feedback was released already."))
    if not text.strip() and not with_summary:
        raise DomainError(_("Write a text or release the summary of the assessment."))
    feedback = Feedback.objects.create(decision=decision, text=text.strip(), with_summary=with_summary, released_by=by)
    audit.record(RELEASED, application, by=by, with_summary=with_summary)
    notify("decision.feedback", application, to=team_of(application), actor=by, title=application.title)
    return feedback
