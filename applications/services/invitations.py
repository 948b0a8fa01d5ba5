"""Inviting colleagues by e-mail address. Whether an address has an account makes no difference to anybody but its owner."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed, StateConflict
from notifications.rendering import address, clean, without_language
from notifications.services import enqueue, notify

from ..models import Application, Invitation, Member, digest_of
from .members import require_outsider, require_room, team_locked

INVITED = audit.action("application.invited", _("invited a colleague"))
REVOKED = audit.action("application.invitation_revoked", _("took back an invitation"))
JOINED = audit.action("application.member_joined", _("joined the proposal"))
A_DAY = timedelta(hours=24)
NO_LONGER_OPEN = {
    Invitation.State.ACCEPTED: _("This invitation was accepted already."),
    Invitation.State.REVOKED: _("This invitation was taken back or sent again since."),
    Invitation.State.EXPIRED: _("This invitation has expired. Ask for a new one."),
}


@transaction.atomic
def invite(application, *, by, email, right):
    """Invite an address to work on a proposal: a mail with a secret link, the same whether it has an account or not.

    The trail keeps no address: whose it is nobody knows before the answer. Returns the Invitation.

    Raises:
        NotAllowed: ``by`` is not the applicant.
        DomainError: the person works on it already or is invited, there are too many people or invitations.
        StateConflict: the proposal is decided or withdrawn.
    """
    application, email = team_locked(application, by), email.strip().lower()
    if email == application.owner.email or application.members.filter(user__email=email).exists():
        raise DomainError(_("This person works on the proposal already."))
    if application.invitations.open().filter(email=email).exists():
        raise DomainError(_("An invitation to this address waits for its answer. You can send it again below."))
    return _send(application, by=by, email=email, right=right)


@transaction.atomic
def send_again(invitation, *, by):
    """Send an invitation once more, with a new link and a new time; the old link stops working. Returns the new one.

    Raises as ``invite``, and StateConflict for an invitation that was accepted or taken back.
    """
    application = team_locked(invitation.application, by)
    pending = _locked(application, invitation)
    if pending.accepted_at or pending.revoked_at:
        raise StateConflict(NO_LONGER_OPEN[pending.state])
    return _send(application, by=by, email=pending.email, right=pending.right)


@transaction.atomic
def revoke(invitation, *, by):
    """Take back an invitation; its link says so. Raises NotAllowed, or StateConflict when it is not waiting any more."""
    application = team_locked(invitation.application, by)
    pending = _locked(application, invitation)
    if pending.accepted_at or pending.revoked_at:
        raise StateConflict(NO_LONGER_OPEN[pending.state])
    pending.revoked_at = timezone.now()
    pending.save(update_fields=["revoked_at"])
    audit.record(REVOKED, application, by=by, invitation=pending.pk)
    return pending


@transaction.atomic
def accept(invitation, *, by):
    """Join a proposal as the person invited; tells the applicant. Works once. Returns the Member.

    Raises:
        NotAllowed: the invitation went to another address.
        StateConflict: it is used, taken back or expired, or the proposal is decided or withdrawn.
        DomainError: the person assesses this proposal.
    """
    application = Application.objects.select_for_update().get(pk=invitation.application_id)
    invitation = _locked(application, invitation)
    if not allows(by, "applications.answer_invitation", invitation):
        raise NotAllowed(_("This invitation was sent to another address."))
    if invitation.state != Invitation.State.OPEN:
        raise StateConflict(NO_LONGER_OPEN[invitation.state])
    if allows(by, "applications.see_team", application):
        raise StateConflict(_("You work on this proposal already."))
    require_outsider(application, by)
    require_room(application, more=0)
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    member = Member.objects.create(
        application=application, user=by, right=invitation.right, added_by=invitation.invited_by
    )
    audit.record(JOINED, application, by=by, right=member.right, invitation=invitation.pk)
    notify("team.joined", application, to=[application.owner], actor=by, title=application.title, right=member.right)
    return member


def _locked(application, invitation):
    found = application.invitations.select_for_update().filter(pk=invitation.pk).first()
    if found is None:
        raise StateConflict(_("There is no such invitation any more."))
    return found


def _send(application, *, by, email, right):
    """A fresh invitation with its mail, in place of one that waits or has expired."""
    now = timezone.now()
    application.invitations.pending().filter(email=email).update(revoked_at=now)
    require_room(application, more=1)
    _require_few(by, email, since=now - A_DAY)
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        application=application, email=email, right=right, digest=digest_of(token), invited_by=by,
        invited_at=now, expires_at=now + timedelta(days=settings.INVITATION_DAYS),
    )  # fmt: skip
    invitation.full_clean()
    invitation.save()
    audit.record(INVITED, application, by=by, invitation=invitation.pk, right=right)
    _mail(invitation, token)
    return invitation


def _require_few(by, email, *, since):
    """Raise DomainError when ``by`` invited many people lately, or many people invited this address."""
    lately = Invitation.objects.filter(Q(invited_by=by) | Q(email=email), invited_at__gt=since)
    sent = lately.filter(invited_by=by).count()
    received = lately.filter(email=email).count()
    if sent >= settings.MOST_INVITATIONS_A_DAY or received >= settings.MOST_INVITATIONS_TO_AN_ADDRESS_A_DAY:
        raise DomainError(_("Too many invitations today. Try again tomorrow."))


def _mail(invitation, token):
    """The mail, in the proposal's language: another would tell that the address has an account. Holds no text of ours."""
    application = invitation.application
    with override(application.language):
        path = without_language(reverse("applications:invitation_link", kwargs={"token": token}))
        values = {
            "inviter": clean(str(invitation.invited_by)),
            "title": clean(application.title),
            "right": invitation.right,
            "expires_at": invitation.expires_at,
            "url": address(path),
        }
        subject = render_to_string("applications/mail/invitation_subject.txt", values, using="text")
        text = render_to_string("applications/mail/invitation.txt", values, using="text")
    enqueue(
        to=invitation.email,
        subject=" ".join(subject.split())[:250],
        text=text.strip(),
        language=application.language,
        dedupe_key=f"application.invitation:{invitation.pk}",
        holds_secret=True,
    )
