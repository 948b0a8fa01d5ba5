"""Handing a proposal over to a colleague, who accepts."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import StateConflict
from notifications.services import notify

from ..models import Handover, Member
from .members import cancel_offers, team_locked
from .people import team_of

OFFERED = audit.action("application.handover_offered", _("offered to hand over the proposal"))
CANCELLED = audit.action("application.handover_cancelled", _("took back the offer to hand over the proposal"))
ACCEPTED = audit.action("application.handover_accepted", _("became the applicant"))
DECLINED = audit.action("application.handover_declined", _("declined to become the applicant"))


@transaction.atomic
def offer(member, *, by):
    """Offer the proposal to a colleague, in any state: nobody new gets to see it. An earlier offer is taken back.

    Raises NotAllowed unless ``by`` is the applicant, StateConflict when the colleague left meanwhile.
    """
    application = team_locked(member.application, by)
    colleague = application.members.select_related("user").filter(pk=member.pk).first()
    if colleague is None:
        raise StateConflict(_("This person does not work on the proposal any more."))
    cancel_offers(application)
    handover = Handover.objects.create(application=application, offered_by=by, offered_to=colleague.user)
    audit.record(OFFERED, application, by=by, person=colleague.user_id)
    notify("team.handover_offered", handover, to=[colleague.user], actor=by, title=application.title)
    return handover


@transaction.atomic
def cancel(application, *, by):
    """Take back the open offer; nothing happens when there is none. Raises NotAllowed unless ``by`` is the applicant."""
    application = team_locked(application, by)
    if cancel_offers(application):
        audit.record(CANCELLED, application, by=by)


@transaction.atomic
def answer(application, *, by, accepts):
    """Take over the proposal, or decline. The applicant until now stays as a colleague who writes and submits.

    Raises NotAllowed for people who do not work on it, StateConflict when there is no open offer to ``by``.
    """
    application = team_locked(application, by, "applications.leave_team")
    handover = application.handovers.select_for_update().filter(answer="", offered_to=by).first()
    if handover is None or handover.offered_by_id != application.owner_id:
        raise StateConflict(_("This offer was taken back or answered already."))
    handover.answer = Handover.Answer.ACCEPTED if accepts else Handover.Answer.DECLINED
    handover.answered_at = timezone.now()
    handover.save(update_fields=["answer", "answered_at"])
    before = application.owner
    if not accepts:
        audit.record(DECLINED, application, by=by)
        notify("team.handover_declined", application, to=[before], actor=by, title=application.title)
        return application
    application.members.filter(user=by).delete()
    application.owner = by
    application.save(update_fields=["owner"])
    Member.objects.create(application=application, user=before, right=Member.Right.SUBMIT, added_by=by)
    audit.record(ACCEPTED, application, by=by, before=before.pk)
    notify("team.handed_over", application, to=team_of(application), actor=by, title=application.title)
    return application
