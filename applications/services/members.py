"""Who works on a proposal: rights, removing, leaving."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from core.panels import collect
from notifications.services import notify

from ..models import EDITABLE, IN_REVIEW, Application, FormerMember, Handover

RIGHT_CHANGED = audit.action("application.right_changed", _("changed the right of a colleague"))
MEMBER_REMOVED = audit.action("application.member_removed", _("removed a colleague"))
MEMBER_LEFT = audit.action("application.member_left", _("left the proposal"))


def team_locked(application, by, rule="applications.manage_team"):
    """The locked application, if ``by`` has ``rule`` on it. Raises NotAllowed."""
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if not allows(by, rule, locked):
        raise NotAllowed(_("You may not do this."))
    return locked


def require_room(application, *, more):
    """Raise DomainError unless ``more`` people may join: before the decision, and not too many with those invited."""
    if application.state not in EDITABLE | IN_REVIEW:
        raise StateConflict(_("This proposal is decided or withdrawn: nobody can join it any more."))
    people = 1 + application.members.count() + application.invitations.open().count()
    if people + more > settings.MOST_PEOPLE_ON_A_PROPOSAL:
        raise DomainError(
            _("At most %(n)d people can work on a proposal, with those invited. Remove somebody first.")
            % {"n": settings.MOST_PEOPLE_ON_A_PROPOSAL}
        )


def require_outsider(application, user):
    """Raise DomainError if an upper app knows why ``user`` may not write the proposal: they assess it."""
    if sentences := collect("team_obstacles", application, user):
        raise DomainError(sentences)


def _member(application, user_pk):
    found = application.members.select_related("user").filter(user=user_pk).first()
    if found is None:
        raise StateConflict(_("This person does not work on the proposal any more."))
    return found


@transaction.atomic
def change_right(member, *, by, right):
    """Give a colleague another right and tell them. Who may only read has no parts to write any more.

    Raises NotAllowed unless ``by`` is the applicant, StateConflict when the colleague left meanwhile.
    """
    application = team_locked(member.application, by)
    member = _member(application, member.user_id)
    if member.right == right:
        return member
    before, member.right = member.right, right
    member.full_clean()
    member.save(update_fields=["right"])
    if not member.may_write:
        application.responsibilities.filter(person=member.user).delete()
    audit.record(RIGHT_CHANGED, application, by=by, person=member.user_id, before=before, after=right)
    notify("team.right_changed", application, to=[member.user], actor=by, title=application.title, right=right)
    return member


@transaction.atomic
def remove(member, *, by):
    """Take a colleague off the proposal and tell them; what they wrote stays, and they never assess it.

    Raises NotAllowed unless ``by`` is the applicant, StateConflict when the colleague left meanwhile.
    """
    application = team_locked(member.application, by)
    former = _end(_member(application, member.user_id))
    audit.record(MEMBER_REMOVED, application, by=by, person=former.user_id)
    notify("team.removed", former, to=[former.user], actor=by, title=application.title)
    return former


@transaction.atomic
def leave(application, *, by):
    """Leave a proposal by oneself; the applicant is told. An applicant hands it over first.

    Raises NotAllowed for the applicant and for people who do not work on it.
    """
    application = team_locked(application, by, "applications.leave_team")
    former = _end(_member(application, by.pk))
    audit.record(MEMBER_LEFT, application, by=by)
    notify("team.left", application, to=[application.owner], actor=by, title=application.title)
    return former


def _end(member):
    """Delete the membership and what hangs on it; the trace stays. Returns the FormerMember."""
    application, user = member.application, member.user
    application.responsibilities.filter(person=user).delete()
    cancel_offers(application, offered_to=user)
    member.delete()
    return FormerMember.objects.update_or_create(application=application, user=user)[0]


def cancel_offers(application, **which):
    """Take back the open offer to hand the application over, if it fits ``which``; returns how many there were."""
    offers = application.handovers.filter(answer="", **which)
    return offers.update(answer=Handover.Answer.CANCELLED, answered_at=timezone.now())
