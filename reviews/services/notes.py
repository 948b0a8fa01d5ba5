"""Private notes end with their round: nobody else ever read them, and nothing of them is kept."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import State as Proposal
from core import audit

from ..models import Assignment, Round
from ..selectors.rights import ASKED, assignments_now
from ..selectors.rounds import round_now

FORGOTTEN = audit.action("review.note_deleted", _("deleted a private note"), internal=True)
UNDER_REVIEW = (Proposal.FUND_REVIEW, Proposal.CLARIFICATION, Proposal.RECOMMENDED)


def forget_private_notes():
    """Delete the private notes of reviews whose round is over; returns how many."""
    found = Assignment.objects.exclude(private_note="").select_related("application")
    return sum(_forget(assignment.pk) for assignment in found if is_over(assignment))


def is_over(assignment):
    """Whether a review has ended for good: its reviewer, its proposal or its round of submissions or of reviewing is out."""
    application = assignment.application
    if assignment.state not in ASKED or application.state not in UNDER_REVIEW:
        return True
    if not assignments_now(application).filter(pk=assignment.pk).exists():
        return True
    now = round_now(application)
    return not now.may_read and not _is_one_to_come(application)


def _is_one_to_come(application):
    """Whether another round is still to begin."""
    later = Round.objects.filter(opens_at__gt=timezone.now())
    return later.filter(Q(call=None) | Q(call=application.call_id)).exists()


@transaction.atomic
def _forget(pk):
    assignment = Assignment.objects.select_for_update().get(pk=pk)
    if not assignment.private_note:
        return False
    assignment.private_note = ""
    assignment.save(update_fields=["private_note"])
    audit.record(FORGOTTEN, assignment.application, by=None)
    return True
