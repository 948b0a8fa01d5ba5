"""Making a project public: what is withheld, what is corrected, who prepared it and who published it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.immutability import DELETE, INSERT, UPDATE, forbid_changes

from .projects import Project


class PublicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The Fund's people see all; nobody else sees how a page was prepared."""
        return self if user.is_authenticated and user.has_capability("see_all") else self.none()

    def in_force(self):
        """Those that were published; the newest of a project holds."""
        return self.filter(status=Publication.Status.PUBLISHED).order_by("-number")


class Publication(models.Model):
    """The terms on which a project is public, prepared by one person and published by another. Frozen once decided."""

    class Status(models.TextChoices):
        PREPARED = "PREPARED", _("Waits for a second person")
        PUBLISHED = "PUBLISHED", _("Published")
        RETURNED = "RETURNED", _("Not published")
        WITHDRAWN = "WITHDRAWN", _("Withdrawn")

    project = models.ForeignKey(Project, models.PROTECT, related_name="publications", verbose_name=_("project"))
    number = models.PositiveSmallIntegerField(_("number"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PREPARED)
    shows_money = models.BooleanField(
        _("spending is cleared for publication"),
        default=False,
        help_text=_("Shows what accepted reports say was spent. The amount of the project is always public."),
    )
    correction = models.TextField(
        _("what is corrected"),
        max_length=1000,
        blank=True,
        help_text=_("Everybody reads it on the project's page, with the date. Empty when nothing published was wrong."),
    )
    facts = models.JSONField(
        _("corrected facts"),
        default=dict,
        blank=True,
        help_text=_("What publishing changes in a record of the Fund's published lists: field → new value."),
    )
    note = models.TextField(_("note to the second person"), max_length=1000, blank=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("prepared by")
    )
    prepared_at = models.DateTimeField(_("prepared"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["project", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="publication_number_once"),
            models.UniqueConstraint(
                fields=["project"], condition=Q(status="PREPARED"), name="one_publication_waits_a_project"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None)
                | (Q(status="WITHDRAWN") & Q(decided_by=F("prepared_by")))
                | (~Q(status="WITHDRAWN") & ~Q(decided_by=F("prepared_by"))),
                name="publication_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(status="PREPARED", decided_by=None, decided_at=None)
                | (~Q(status="PREPARED") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="decided_publication_is_signed",
            ),
        ]

    def __str__(self):
        return f"{self.project} {self.number}"

    @property
    def state_tone(self):
        """Colour family of the status badge."""
        return {"PREPARED": "warning", "PUBLISHED": "success", "RETURNED": "danger"}.get(self.status, "neutral")

    @property
    def is_waiting(self):
        """Whether nobody has decided on it yet."""
        return self.status == self.Status.PREPARED

    def get_absolute_url(self):
        """Its page in the workspace."""
        return reverse("managed:publication", kwargs={"pk": self.pk})


class Redaction(models.Model):
    """Words that no public text of the project may hold, because they would put somebody in danger."""

    class Kind(models.TextChoices):
        PARTNER = "PARTNER", _("Name of a partner")
        PLACE = "PLACE", _("Name of a place")

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="redactions")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    words = models.CharField(_("words to withhold"), max_length=200)
    reason = models.CharField(_("reason"), max_length=500, help_text=_("Stays inside the Fund."))

    class Meta:
        verbose_name = _("words withheld")
        verbose_name_plural = _("words withheld")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["publication", "words"], name="words_withheld_once")]

    def __str__(self):
        return self.words


forbid_changes(Publication, when="{row}.status <> 'PREPARED'", name="decided")
_OF_DECIDED = "(SELECT status FROM projects_publication WHERE id = {row}.publication_id) <> 'PREPARED'"
forbid_changes(Redaction, (INSERT, UPDATE, DELETE), when=_OF_DECIDED, name="decided")
