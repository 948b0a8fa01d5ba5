"""What of a public record stands in the IATI file."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.immutability import DELETE, UPDATE, forbid_changes

from .projects import Project
from .records import PublicRecord


class IatiIdentifier(models.Model):
    """The code under which a project stood in the IATI file first: the standard lets no identifier change or be shared.

    Written by ``services.activities.keep`` alone, once; it outlives the record, so a project that is published again, or
    whose code changes, is known by it still. Those of invented projects alone go with their projects (``services.bulk``).
    """

    project = models.OneToOneField(Project, models.PROTECT, primary_key=True, related_name="iati_identifier")
    code = models.CharField(_("project code"), max_length=10, unique=True)
    given_at = models.DateTimeField(_("first in the file"))

    class Meta:
        verbose_name = _("IATI identifier")
        verbose_name_plural = _("IATI identifiers")

    def __str__(self):
        return self.code


# Letters that codes of invented projects begin with (demo.catalogue) and those that countries have nevertheless.
INVENTED, REAL = ("Z", "Q", "X"), ("ZA", "ZM", "ZW", "QA", "XK")
_IS_REAL = f"substr({{row}}.code, 1, 1) NOT IN {INVENTED} OR substr({{row}}.code, 1, 2) IN {REAL}"

forbid_changes(IatiIdentifier, operations=[UPDATE])
forbid_changes(IatiIdentifier, operations=[DELETE], when=_IS_REAL)


class IatiActivity(models.Model):
    """The activity of a public record as XML, with what its check found.

    Written by ``services.activities.keep`` alone, with the record and in its transaction; it goes with the record.
    ``code`` is that of the project's ``IatiIdentifier``, before it has one the project's own.
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
