from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.immutability import DELETE, forbid_changes
from core.models import KeptFile
from funding.models import CallDocument

from .proposals import Application

UNDO_WITHIN = timedelta(days=7)  # then the reaper may take a removed document's file, unless a submission names it


class DocumentKind(models.Model):
    """What a document may be; kept by the Fund's staff. Submissions name kinds by their ``code``, which stays."""

    OTHER = "OTHER"  # the code of what is nothing else, and of what the call asks for

    code = models.CharField(_("code"), max_length=20, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(
        _("in use"),
        default=True,
        help_text=_("A kind out of use is not offered any more; documents that are of it stay so."),
    )

    class Meta:
        verbose_name = _("kind of document")
        verbose_name_plural = _("kinds of documents")
        ordering = ["position", "code"]

    def __str__(self):
        return self.name


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Documents of the proposals that the person writes."""
        return self.filter(application__in=Application.objects.written_by(user))

    def present(self):
        """Those that were not taken out."""
        return self.filter(removed_at=None)

    def with_files(self):
        """Everything a list of them shows, in two queries."""
        return self.select_related("asked", "kind").prefetch_related("versions")


class Document(models.Model):
    """Something added to a proposal besides its text; its files are its versions. Taken out, it can be put back."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="documents")
    title = models.CharField(_("title"), max_length=150)
    kind = models.ForeignKey(
        DocumentKind, models.PROTECT, default=DocumentKind.OTHER, related_name="+", verbose_name=_("kind")
    )
    asked = models.ForeignKey(
        CallDocument,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document that the call asks for"),
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now)
    removed_at = models.DateTimeField(_("removed"), null=True, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["added_at", "pk"]

    def __str__(self):
        return self.title

    @property
    def newest(self):
        """Its newest version."""
        return self.versions.all()[0]

    @property
    def what(self):
        """What it is, in words: what the call asked for, else its kind."""
        return self.asked.title if self.asked_id else str(self.kind)


class DocumentVersionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All versions for those who write the proposal; for its other readers those that were handed in."""
        if not user.is_authenticated:
            return self.none()
        written = Q(document__application__in=Application.objects.written_by(user))
        read = Q(document__application__in=Application.objects.visible_to(user), handed_in_at__isnull=False)
        return self.filter(written | read)


class DocumentVersion(KeptFile):
    """One file of a document. Its content never changes; a new file is a new version."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by")
    )
    uploaded_at = models.DateTimeField(_("added"), default=timezone.now)
    handed_in_at = models.DateTimeField(_("submitted"), null=True, editable=False)

    objects = DocumentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")
        ordering = ["document", "-number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="document_version_numbered_once")]

    def __str__(self):
        return f"{self.file_name} ({self.number})"


forbid_changes(DocumentVersion, (DELETE,), when="{row}.handed_in_at IS NOT NULL", name="handed_in")
