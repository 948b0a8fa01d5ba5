from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .immutability import forbid_changes


class AuditEventQuerySet(models.QuerySet):
    def about(self, *objects):
        """Events on any of ``objects`` (model instances)."""
        found = models.Q(pk__in=[])
        for obj in objects:
            found |= models.Q(object_type=obj._meta.label_lower, object_id=str(obj.pk))
        return self.filter(found)


class AuditEvent(models.Model):
    """One change, by whom, to what. Rows are only ever added; see ``core.audit``."""

    sequence = models.PositiveBigIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("time"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("person")
    )
    action = models.CharField(_("action"), max_length=80)
    object_type = models.CharField(_("kind of object"), max_length=80)
    object_id = models.CharField(_("object id"), max_length=40)
    object_label = models.CharField(_("object"), max_length=200)
    comment = models.TextField(_("comment"), blank=True)
    data = models.JSONField(_("details"), default=dict, blank=True)
    request_id = models.CharField(_("request id"), max_length=64, blank=True)
    previous_digest = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        indexes = [models.Index(fields=["object_type", "object_id", "sequence"])]

    def __str__(self):
        return f"{self.sequence} {self.action} {self.object_label}"

    @property
    def done(self):
        """What the actor did, in the active language."""
        from .audit import label_of

        return label_of(self.action)

    def summary(self):
        """The event in one line, without its actor: "withdrew IDF-2026-0001: Merged with …"."""
        line = f"{self.done} {self.object_label}"
        return f"{line}: {self.comment}" if self.comment else line


class AuditHead(models.Model):
    """The end of the chain: one row, whose lock orders all writers."""

    sequence = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)


forbid_changes(AuditEvent)
