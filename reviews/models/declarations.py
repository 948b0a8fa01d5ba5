from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from core.immutability import forbid_changes

from .assignments import Assignment


class DeclarationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for the Fund's people, but for proposals on which they work or once worked."""
        if not (user.is_authenticated and user.has_capability("see_all")):
            return self.none()
        return self.exclude(assignment__application__in=Application.objects.worked_on_by(user).values("pk"))


class Declaration(models.Model):
    """What was declared of conflicts of interest, by whom and when. Never changes; a later one stands beside the earlier.

    ``hints`` are the codes of what the portal pointed out before.
    """

    class Kind(models.TextChoices):
        NONE = "NONE", _("No conflict")
        CONFLICT = "CONFLICT", _("Conflict of interest")
        RECUSED = "RECUSED", _("Conflict noticed later")
        EXCLUDED = "EXCLUDED", _("Excluded by a tie, a country or an employer")

    TONES = {Kind.NONE: "success", Kind.CONFLICT: "danger", Kind.RECUSED: "danger", Kind.EXCLUDED: "danger"}

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="declarations")
    kind = models.CharField(_("declaration"), max_length=10, choices=Kind)
    text = models.TextField(_("conflict of interest"), blank=True)
    hints = models.JSONField(_("hints shown"), default=list)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("declared by")
    )
    declared_at = models.DateTimeField(_("declared"), default=timezone.now)

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = _("declaration of interest")
        verbose_name_plural = _("declarations of interest")
        ordering = ["-declared_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(kind="NONE") | ~Q(text=""), name="conflict_has_words")]

    def __str__(self):
        return f"{self.assignment}: {self.get_kind_display()}"

    @property
    def tone(self):
        """Colour family of the kind's badge."""
        return self.TONES[self.Kind(self.kind)]


forbid_changes(Declaration)
