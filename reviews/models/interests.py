from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from core.immutability import forbid_changes


class Interest(models.Model):
    """What an approver declared about a proposal before deciding: a conflict of interest, or none. Never changes.

    A conflict may be declared after its absence, and then holds for good.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="interests")
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(_("declared"), auto_now_add=True)
    has_conflict = models.BooleanField(_("conflict of interest"))
    conflict = models.TextField(_("what the conflict is"), blank=True, max_length=1000)

    class Meta:
        verbose_name = _("declared interest")
        verbose_name_plural = _("declared interests")
        ordering = ["application", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "declared_by", "has_conflict"], name="declared_once"),
            models.CheckConstraint(condition=Q(has_conflict=False) | ~Q(conflict=""), name="conflict_in_words"),
        ]

    def __str__(self):
        return f"{self.application}: {self.declared_by}"


forbid_changes(Interest)
