"""Screening: an officer's checks of a submission before it goes to reviewers."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from applications.models import Application, State
from applications.progress import told
from applications.selectors import round_of
from applications.services import team_of
from core import audit
from core.access import allows
from core.errors import NotAllowed, StateConflict
from notifications.services import notify

from ..models import Screening

SCREENED = audit.action("review.screened", _("screened"), internal=True)


def in_fund_review(application, by, rule):
    """The locked application with the Fund, if ``by`` has ``rule`` on it. Raises NotAllowed or StateConflict."""
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if not allows(by, rule, locked):
        raise NotAllowed(_("You may not do this."))
    if locked.state != State.FUND_REVIEW:
        raise StateConflict(_("This proposal is not with the Fund for review."))
    return locked


@transaction.atomic
def screen(application, *, by, note="", **answers):
    """Record the officer's checks of the present submission: one yes or no for each of ``Screening.QUESTIONS``."""
    application = in_fund_review(application, by, "applications.screen")
    submission = application.submissions.order_by("-number").first()
    if Screening.objects.filter(submission__in=round_of(application)).exists():
        raise StateConflict(_("This submission is screened already."))
    screening = Screening.objects.create(
        application=application, submission=submission, screened_by=by, note=note, **answers
    )
    audit.record(SCREENED, application, by=by, passed=screening.passed, answers=answers)
    if screening.passed:
        notify(
            "application.screened", application, to=team_of(application), title=application.title, **told(application)
        )
    return screening
