"""Who works on a proposal, who is invited, and what waits for a person's answer."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from ..models import Handover, Invitation, digest_of


@dataclass(frozen=True)
class Team:
    """The people of a proposal: ``members`` with their users, ``invitations`` without an answer, an open ``handover``."""

    members: list
    invitations: list
    handover: Handover | None

    def member(self, user):
        """The membership of a person, or None."""
        return next((member for member in self.members if member.user_id == user.pk), None)


def team(application):
    """The Team of a proposal: three queries, however many people."""
    members = application.members.select_related("user__organisation", "added_by").order_by("added_at", "pk")
    invitations = application.invitations.pending().select_related("invited_by")
    handover = application.handovers.filter(answer="").select_related("offered_to", "offered_by").first()
    return Team(list(members), list(invitations), handover)


def know_team(application, user):
    """Read once what the rules ask again and again about anybody but the applicant: who is and who was on the team."""
    if application.owner_id != user.pk:
        prefetch_related_objects([application], "members", *(["former_members"] if application.reference else []))


def invitation_of(token):
    """The invitation with this secret, or None."""
    return Invitation.objects.select_related("application", "invited_by").filter(digest=digest_of(token)).first()


def invitations_to(user):
    """Invitations that the person can still accept, those that end first before."""
    found = Invitation.objects.open().filter(email=user.email).exclude(application__owner=user)
    return found.select_related("application", "invited_by").order_by("expires_at")


def handovers_to(user):
    """Proposals that are offered to the person."""
    return Handover.objects.filter(answer="", offered_to=user).select_related("application", "offered_by")
