from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from funding.models import Call


class RoundQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All rounds, for the Fund's people."""
        return self if user.is_authenticated and user.has_capability("see_all") else self.none()

    def on(self, at=None):
        """Those that are on at a moment (default: now), the one that counts first."""
        at = at or timezone.now()
        return self.filter(Q(closes_at=None) | Q(closes_at__gt=at), opens_at__lte=at).order_by("-position")


class Round(models.Model):
    """A stretch of time in which reviewers may do certain things: read, score, see each other's reviews, discuss.

    The rounds of a call are its own; proposals without a call, and those of calls without rounds, follow the rounds
    that name no call. Of several rounds that are on at a moment the one with the highest position counts.
    """

    class Others(models.TextChoices):
        """When a reviewer sees what the others wrote."""

        NEVER = "NEVER", _("Never")
        AFTER_OWN = "AFTER_OWN", _("When their own review is handed in")
        ALWAYS = "ALWAYS", _("Always")

    call = models.ForeignKey(
        Call,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rounds",
        verbose_name=_("call"),
        help_text=_("Empty: for proposals of no call, and of calls without rounds of their own."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    name = models.CharField(_("name"), max_length=100)
    opens_at = models.DateTimeField(_("begins"), default=timezone.now)
    closes_at = models.DateTimeField(_("ends"), null=True, blank=True, help_text=_("Empty: no end."))
    may_read = models.BooleanField(_("reviewers read the proposals"), default=True)
    may_score = models.BooleanField(_("reviewers score"), default=True)
    sees_others = models.CharField(
        _("reviewers see the other reviews"), max_length=10, choices=Others, default=Others.AFTER_OWN
    )
    sees_names = models.BooleanField(_("reviewers see who the other reviewers are"), default=False)
    sees_team = models.BooleanField(
        _("reviewers see the names of the applicant's team"),
        default=True,
        help_text=_(
            "Without them reviewers read the text beside the score sheet alone; letters and files stay closed."
        ),
    )
    may_discuss = models.BooleanField(_("reviewers discuss"), default=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("review round")
        verbose_name_plural = _("review rounds")
        ordering = ["call", "position", "opens_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="round_ends_after_start",
                violation_error_message=_("The end must be after the beginning."),
            ),
            models.UniqueConstraint(
                fields=["call", "position"],
                name="one_round_a_position",
                violation_error_message=_("Another round has this position."),
            ),
            models.UniqueConstraint(
                fields=["position"], condition=Q(call=None), name="one_round_a_position_without_call"
            ),
        ]

    def __str__(self):
        return self.name

    def is_on(self, at):
        """Whether it is on at a moment; the twin of ``RoundQuerySet.on``."""
        return self.opens_at <= at and (self.closes_at is None or self.closes_at > at)
