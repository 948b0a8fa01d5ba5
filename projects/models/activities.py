"""What of a public record stands in the IATI file."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .records import PublicRecord


class IatiActivity(models.Model):
    """The activity of a public record as XML, with what its check found.

    Written by ``services.activities.keep`` alone, with the record and in its transaction; it goes with the record.
    ``code`` is the one under which the project was exported first: the standard lets no identifier change.
    """

    record = models.OneToOneField(PublicRecord, models.CASCADE, primary_key=True, related_name="activity")
    code = models.CharField(_("project code"), max_length=10, blank=True)
    xml = models.TextField(_("XML"))
    findings = models.JSONField(_("findings"), default=list, help_text=_("Keys of the rules that it breaks."))
    blocking = models.PositiveSmallIntegerField(_("findings that block"), default=0)
    to_fix = models.PositiveSmallIntegerField(_("findings to be mended"), default=0)
    to_better = models.PositiveSmallIntegerField(_("findings that could be better"), default=0)
    is_exported = models.BooleanField(_("in the file"), default=False)
    exported_at = models.DateTimeField(_("first in the file"), null=True)
    changed_at = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = _("IATI activity")
        verbose_name_plural = _("IATI activities")
        constraints = [
            models.CheckConstraint(condition=Q(is_exported=False) | Q(blocking=0), name="exported_activity_is_sound"),
        ]

    def __str__(self):
        return self.code or str(self.pk)
