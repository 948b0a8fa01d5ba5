from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import KeptFile

from .reports import Report, freeze_with_report


class EvidenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Evidence of the reports that the person may open."""
        return self.filter(report__in=Report.objects.visible_to(user))


class Evidence(KeptFile):
    """A file or an address that shows what a report says. ``lineage``: of the indicator or activity, None for the report."""

    class Kind(models.TextChoices):
        DOCUMENT = "DOCUMENT", _("Document")
        PHOTO = "PHOTO", _("Photograph")
        DATASET = "DATASET", _("Data")
        LINK = "LINK", _("Web page")

    report = models.ForeignKey(Report, models.PROTECT, related_name="evidence")
    lineage = models.UUIDField(_("indicator or activity"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = models.CharField(_("title"), max_length=150)
    on = models.DateField(_("date"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, blank=True)
    url = models.URLField(_("web address"), max_length=500, blank=True)
    is_public = models.BooleanField(_("may be shown in public"), default=False)
    shows_people = models.BooleanField(_("shows people"), default=False)
    has_consent = models.BooleanField(_("people agreed"), default=False)
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    file_path = models.CharField(max_length=200, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("piece of evidence")
        verbose_name_plural = _("evidence")
        ordering = ["report", "added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(url="") & ~Q(sha256="") | ~Q(url="") & Q(sha256=""), name="evidence_is_a_file_or_an_address"
            ),
            models.CheckConstraint(
                condition=Q(kind="LINK", sha256="") | ~Q(kind="LINK") & Q(url=""), name="evidence_of_its_kind"
            ),
            models.CheckConstraint(
                condition=Q(shows_people=False) | Q(has_consent=True), name="people_shown_have_agreed"
            ),
        ]

    def __str__(self):
        return self.title


freeze_with_report(Evidence)
