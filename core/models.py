from django.conf import settings
from django.db import models
from django.utils import timezone
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


class StoredFile(models.Model):
    """One content in the store of files, whoever named it how; ``unnamed_since`` is the reaper's mark."""

    class Scan(models.TextChoices):
        UNSCANNED = "UNSCANNED", _("Not scanned for viruses")
        QUARANTINED = "QUARANTINED", _("Being checked for viruses")
        CLEAN = "CLEAN", _("No virus found")
        INFECTED = "INFECTED", _("Virus found")

    WAITING = (Scan.UNSCANNED, Scan.QUARANTINED)
    TONES = {Scan.QUARANTINED: "info", Scan.CLEAN: "success", Scan.INFECTED: "danger"}

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    scan = models.CharField(_("virus scan"), max_length=12, choices=Scan, default=Scan.UNSCANNED)
    threat = models.CharField(_("virus"), max_length=200, blank=True)
    scanned_at = models.DateTimeField(_("time of the scan"), null=True)
    kept_at = models.DateTimeField(_("kept since"), default=timezone.now)
    unnamed_since = models.DateTimeField(_("named by nobody since"), null=True, db_index=True)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        indexes = [models.Index(fields=["scan", "kept_at"])]

    def __str__(self):
        return self.sha256

    @property
    def path(self):
        """Where it stands, below MEDIA_ROOT."""
        return f"sha256/{self.sha256[:2]}/{self.sha256}"

    @property
    def tone(self):
        """Colour family of the scan's badge."""
        return self.TONES.get(self.scan, "neutral")

    @property
    def can_be_opened(self):
        """Whether it is handed out."""
        return self.scan not in {self.Scan.QUARANTINED, self.Scan.INFECTED}


class KeptFile(models.Model):
    """The columns of a row that names a stored file."""

    file_name = models.CharField(_("file"), max_length=200)
    file_path = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)

    class Meta:
        abstract = True


forbid_changes(AuditEvent)
