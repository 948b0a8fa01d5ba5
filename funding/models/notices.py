"""Notices: what everybody at the portal, or everybody concerned with one call, should know for some time."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .calls import Call


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for those who keep the site; readers see the notices on their pages, never this list."""
        return self if user.is_authenticated and user.has_capability("keep_pages") else self.none()

    def unfinished(self, at):
        """Those that are shown at a moment, or will be."""
        return self.filter(ended_at=None, ends_at__gt=at)


class Notice(models.Model):
    """A few sentences in three languages, shown from one moment to another on all pages or on those of one call."""

    class Tone(models.TextChoices):
        """How it looks; the words say the same."""

        INFO = "info", _("Information")
        WARNING = "warning", _("Warning")
        DANGER = "danger", _("Disruption")

    class Phase(models.TextChoices):
        COMING = "COMING", pgettext_lazy("notice", "Coming")
        SHOWN = "SHOWN", pgettext_lazy("notice", "Shown now")
        OVER = "OVER", pgettext_lazy("notice", "Over")

    TONES = {Phase.COMING: "accent", Phase.SHOWN: "success", Phase.OVER: "neutral"}

    text = models.TextField(_("text"), max_length=600)
    tone = models.CharField(_("tone"), max_length=10, choices=Tone, default=Tone.INFO)
    call = models.ForeignKey(
        Call, models.CASCADE, null=True, blank=True, related_name="notices", verbose_name=_("where it is shown")
    )
    starts_at = models.DateTimeField(_("shown from"))
    ends_at = models.DateTimeField(_("shown until"))
    ended_at = models.DateTimeField(_("ended early"), null=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="notice_ends_after_it_starts",
                violation_error_message=_("A notice must end after it starts."),
            )
        ]
        indexes = [models.Index(fields=["ends_at"])]

    def __str__(self):
        return self.text if len(self.text) <= 60 else f"{self.text[:59]}…"

    def get_absolute_url(self):
        """Where those who keep it change it."""
        return reverse("funding:edit_notice", kwargs={"pk": self.pk})

    @property
    def phase(self):
        """Whether it is coming, shown now, or over."""
        now = timezone.now()
        if self.ended_at or self.ends_at <= now:
            return self.Phase.OVER
        return self.Phase.COMING if now < self.starts_at else self.Phase.SHOWN

    @property
    def phase_tone(self):
        """Colour family of the phase's badge."""
        return self.TONES[self.phase]

    @property
    def is_over(self):
        """Whether nobody will see it any more."""
        return self.phase == self.Phase.OVER
