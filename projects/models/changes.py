"""What happened to public records, for those who are told of it and for feeds: facts that everybody may know."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .records import PublicRecord


class RecordChange(models.Model):
    """One thing that happened to a public record in a revision of the catalogue. Goes away with the record.

    Says what kind of thing; what exactly stands in the record, so that nothing is told of which the record holds no more.
    """

    class Kind(models.TextChoices):
        PUBLISHED = "PUBLISHED", _("New in the catalogue")
        STATE = "STATE", _("Status")
        RESULTS = "RESULTS", _("New results")
        EVALUATION = "EVALUATION", _("An evaluation is published")
        CORRECTION = "CORRECTION", _("Correction")

    record = models.ForeignKey(PublicRecord, models.CASCADE, related_name="changes")
    revision = models.BigIntegerField(_("revision"), db_index=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    at = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        verbose_name = _("change of a public record")
        verbose_name_plural = _("changes of public records")
        ordering = ["-revision", "record", "pk"]
        constraints = [models.UniqueConstraint(fields=["record", "revision", "kind"], name="one_change_of_a_kind")]

    def __str__(self):
        return f"{self.record_id}: {self.kind} {self.revision}"
