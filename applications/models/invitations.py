import hashlib

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .members import Member
from .proposals import Application


def digest_of(token):
    """What is kept of the secret of an invitation's link: its SHA-256 (hex)."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Invitations to one's own address, and those to one's own proposals."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(email=user.email) | Q(application__owner=user))

    def pending(self):
        """Neither accepted nor taken back; they may have expired."""
        return self.filter(accepted_at=None, revoked_at=None)

    def open(self):
        """Those that can still be accepted."""
        return self.pending().filter(expires_at__gt=timezone.now())


class Invitation(models.Model):
    """That an address may join a proposal: one mail with one secret, of which only the hash is kept.

    Sending again makes a new one and takes back the old: a link that was forwarded long ago opens nothing.
    """

    class State(models.TextChoices):
        """What became of it."""

        OPEN = "OPEN", _("Waiting for an answer")
        ACCEPTED = "ACCEPTED", _("Accepted")
        REVOKED = "REVOKED", _("Taken back")
        EXPIRED = "EXPIRED", _("Expired")

    TONES = {State.OPEN: "info", State.ACCEPTED: "success", State.REVOKED: "neutral", State.EXPIRED: "warning"}

    application = models.ForeignKey(Application, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    right = models.CharField(_("right"), max_length=10, choices=Member.Right, default=Member.Right.EDIT)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="invitations_sent", verbose_name=_("invited by")
    )
    invited_at = models.DateTimeField(_("invited"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("taken back"), null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at"]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="invited_address_in_lower_case"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("invited_at")), name="invitation_lasts"),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None), name="invitation_accepted_or_taken_back"
            ),
            models.UniqueConstraint(
                fields=["application", "email"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="one_pending_invitation_an_address",
            ),
        ]
        indexes = [models.Index(fields=["email", "-invited_at"])]

    def __str__(self):
        return str(self.application)

    def get_absolute_url(self):
        """Where the person invited answers."""
        return reverse("applications:invitation", kwargs={"pk": self.pk})

    @property
    def state(self):
        """Its State at this moment."""
        if self.accepted_at:
            return self.State.ACCEPTED
        if self.revoked_at:
            return self.State.REVOKED
        return self.State.OPEN if self.expires_at > timezone.now() else self.State.EXPIRED

    def get_state_display(self):
        """The state in words."""
        return self.state.label

    @property
    def state_tone(self):
        """Colour family of the state's badge."""
        return self.TONES[self.state]
