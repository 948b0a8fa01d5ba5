import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class NotificationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person's own notifications."""
        return self.filter(user=user) if user.is_authenticated else self.none()

    def unread(self):
        """Those not yet opened."""
        return self.filter(read_at=None)


class Notification(models.Model):
    """Something a person should know, shown in the portal. The words come from the kind's template in their language."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    kind = models.CharField(_("kind"), max_length=80)
    params = models.JSONField(_("details"), default=dict)
    path = models.CharField(_("address"), max_length=300, blank=True, help_text=_("Without the language prefix."))
    created_at = models.DateTimeField(_("time"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["user", "-created_at"])]

    def __str__(self):
        return f"{self.kind} → {self.user}"


class OutboxMailQuerySet(models.QuerySet):
    def due(self):
        """Mails that wait for their (next) attempt."""
        return self.filter(state=OutboxMail.State.PENDING, next_attempt_at__lte=timezone.now())


class OutboxMail(models.Model):
    """A mail on its way, written in the same transaction as what it tells of. ``notifications.tasks`` delivers it."""

    class State(models.TextChoices):
        PENDING = "PENDING", _("Waiting")
        SENT = "SENT", _("Sent")
        DEAD = "DEAD", _("Given up")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dedupe_key = models.CharField(max_length=200, unique=True, null=True, blank=True)
    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    language = models.CharField(_("language"), max_length=2, blank=True)
    holds_secret = models.BooleanField(
        _("holds a secret link"), default=False, help_text=_("Its text is erased when it is sent or given up.")
    )
    stop_url = models.URLField(
        _("address to stop"), blank=True, help_text=_("Where one POST ends mails of this kind (RFC 8058).")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    last_error = models.TextField(_("last error"), blank=True)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = OutboxMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["next_attempt_at"], condition=Q(state="PENDING"), name="outbox_pending")]

    def __str__(self):
        return f"{self.subject} → {self.to}"

    @property
    def state_tone(self):
        """How the state looks."""
        return {self.State.SENT: "success", self.State.DEAD: "danger"}.get(self.state, "info")


def new_token():
    """A secret for the links in a follower's mails."""
    return secrets.token_urlsafe(24)


class FollowerQuerySet(models.QuerySet):
    def confirmed(self):
        """Those who want it; nobody else is ever told anything."""
        return self.exclude(confirmed_at=None)

    def of(self, user):
        """Those of a signed-in person, by account or by the same address."""
        return self.filter(Q(user=user) | Q(email=user.email.lower())) if user.is_authenticated else self.none()


class AbstractFollower(models.Model):
    """Somebody who is told of something by mail; without an account only after the address was confirmed.

    An upper app's model adds what is followed, and names its ``KIND`` of following, which begins its audit actions
    ("<kind>.followed", "<kind>.unfollowed"). ``services.following`` writes all of them.
    """

    KIND = ""
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(_("time of request"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("time of confirmation"), null=True)

    objects = FollowerQuerySet.as_manager()

    class Meta:
        abstract = True
