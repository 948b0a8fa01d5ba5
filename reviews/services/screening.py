"""Screening: an officer's checks of a submission before it goes to reviewers."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Application, State
from applications.progress import told
from applications.selectors import round_of
from applications.services import team_of
from applications.snapshot import canonical
from applications.workflow import PROPOSAL
from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from notifications.services import notify

from ..letters import letter_text
from ..models import Refusal, Screening
from ..selectors import checklist

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
        application=application, submission=submission, screened_by=by, note=note,
        computed=canonical(checklist(application).as_data())[0], **answers,
    )  # fmt: skip
    audit.record(SCREENED, application, by=by, passed=screening.passed, answers=answers)
    if screening.passed:
        notify(
            "application.screened", application, to=team_of(application), title=application.title, **told(application)
        )
    return screening


@transaction.atomic
def decline(application, *, by, comment):
    """Decline a proposal that did not pass its screening, with a reasoned letter to the team; it ends here.

    Raises DomainError when its screening was passed or is still to come: then the approver decides.
    """
    screening = Screening.objects.filter(submission__in=round_of(application)).first()
    if screening is None or screening.passed:
        raise DomainError(_("Only a proposal that did not pass the screening is declined here."))
    application = PROPOSAL.apply("screen_out", application, by=by, comment=comment, decided_at=timezone.now())
    refusal = Refusal.objects.create(
        screening=screening,
        reason=comment,
        refused_by=by,
        letter=letter_text(application, "REJECT", reason=comment, is_signed=False),
    )
    notify(
        "decision.made", application, to=team_of(application), actor=by, title=application.title, outcome="REJECT",
        reason=comment, **told(application),
    )  # fmt: skip
    return refusal
