from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..sections import PARTS
from .proposals import Application

CHANGEABLE_FOR = timedelta(minutes=15)


class ThreadQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Threads of the proposals that ``user`` works on: neither reviewers nor the Fund ever see them."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(application__in=Application.objects.written_by(user))

    def unresolved(self):
        """Threads that still want something."""
        return self.filter(resolved_at=None)


class Thread(models.Model):
    """What colleagues say to each other about one part of a proposal. Never part of a submission."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="threads")
    part = models.CharField(_("part"), max_length=30)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    resolved_at = models.DateTimeField(_("resolved"), null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("thread of comments")
        verbose_name_plural = _("threads of comments")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="thread_resolved_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["application", "part"], condition=Q(resolved_at=None), name="open_threads")]

    def __str__(self):
        return f"{self.application}: {self.title}"

    def get_absolute_url(self):
        """The comments on the part."""
        return reverse("applications:comments_on", kwargs={"key": self.application.key, "part": self.part})

    @property
    def title(self):
        """The name of the part."""
        return str(PARTS.get(self.part, self.part))


class CommentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Comments of visible threads."""
        return self.filter(thread__in=Thread.objects.visible_to(user))


class Comment(models.Model):
    """One comment or answer; ``mentioned`` are the colleagues it is meant for."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    text = models.TextField(_("comment"))
    mentioned = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("meant for")
    )
    written_at = models.DateTimeField(_("time"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), null=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["written_at", "pk"]

    def __str__(self):
        return str(self.thread)

    @property
    def is_recent(self):
        """Whether its author may still change it."""
        return timezone.now() - self.written_at < CHANGEABLE_FOR
