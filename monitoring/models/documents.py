from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.immutability import DELETE, UPDATE, forbid_changes
from core.models import KeptFile
from projects.models import Project


class ProjectDocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Documents of the projects whose working pages the person may open, and of those whose reports they help to write."""
        if not user.is_authenticated:
            return self.none()
        helped = Q(project__team_members__user=user)
        return self.filter(Q(project__in=Project.objects.worked_on_by(user)) | helped).distinct()

    def present(self):
        """Those that were not taken out."""
        return self.filter(removed_at=None)


class ProjectDocument(KeptFile):
    """A file that belongs to a project besides its reports. Never edited: what was wrong is taken out and added anew."""

    class Kind(models.TextChoices):
        AGREEMENT_SIGNED = "AGREEMENT_SIGNED", _("Signed award agreement")
        TERMS_OF_REFERENCE = "TERMS_OF_REFERENCE", _("Terms of reference of the evaluation")
        EVALUATION_REPORT = "EVALUATION_REPORT", _("Evaluation report")
        BRIEF = "BRIEF", _("Evaluation brief")
        ASSETS = "ASSETS", _("List of assets and their transfer")
        OTHER = "OTHER", _("Other document")

    project = models.ForeignKey(Project, models.PROTECT, related_name="documents", verbose_name=_("project"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    title = models.CharField(_("title"), max_length=150)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    is_public = models.BooleanField(_("public"), default=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by")
    )
    uploaded_at = models.DateTimeField(_("added"), default=timezone.now)
    removed_at = models.DateTimeField(_("removed"), null=True, editable=False)

    objects = ProjectDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of a project")
        verbose_name_plural = _("documents of projects")
        ordering = ["project", "uploaded_at", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Its file."""
        return reverse("monitoring:document_file", kwargs={"pk": self.pk})


FIXED = ("project_id", "kind", "title", "language", "uploaded_by_id", "uploaded_at", "file_path", "sha256")
forbid_changes(ProjectDocument, (DELETE,), name="kept")
forbid_changes(
    ProjectDocument, (UPDATE,), when=" OR ".join(f"OLD.{name} <> NEW.{name}" for name in FIXED), name="written"
)
