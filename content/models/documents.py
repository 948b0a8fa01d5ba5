"""Versions of the document templates, how often each was downloaded, and what staff note about a template."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Max, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from core.immutability import forbid_changes
from core.models import KeptFile


class DocumentVersionQuerySet(models.QuerySet):
    def latest(self):
        """Of each template the newest file in each language and format."""
        newest = self.model.objects.values("key", "language", "format").annotate(newest=Max("pk")).values("newest")
        return self.filter(pk__in=newest)

    def with_downloads(self):
        """With ``downloads``: how often each was downloaded in all, None for never."""
        return self.annotate(downloads=Sum("days__count"))


class DocumentVersion(KeptFile):
    """A document template as it was made in one language and format; the next one is made when its form changed.

    ``definition``: SHA-256 of what the file says, whatever packed it and when (``core.documents.packages``).
    """

    key = models.SlugField(_("template"), max_length=60)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    format = models.CharField(_("format"), max_length=4, validators=[RegexValidator(r"^(docx|xlsx)$")])
    number = models.PositiveIntegerField(_("version"))
    definition = models.CharField(_("hash of the definition"), max_length=64)
    made_at = models.DateTimeField(_("made"))

    objects = DocumentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a document template")
        verbose_name_plural = _("versions of document templates")
        ordering = ["key", "language", "format", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["key", "language", "format", "number"], name="document_numbered_once"),
        ]

    def __str__(self):
        return self.file_name

    def get_absolute_url(self):
        """Where this very version stays, in its language."""
        with override(self.language):
            names = {"key": self.key, "number": self.number, "extension": self.format}
            return reverse("document_version", kwargs=names)

    @property
    def latest_url(self):
        """Where the newest version stands, in its language."""
        return latest_address(self.key, self.format, self.language)


def latest_address(key, extension, language):
    """The one address of a template's newest file in a language and format."""
    with override(language):
        return reverse("document", kwargs={"key": key, "extension": extension})


class DocumentDownload(models.Model):
    """How often a version was downloaded on a day; nothing of who did."""

    version = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="days")
    on = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("downloads"), default=0)

    class Meta:
        verbose_name = _("downloads of a document template")
        verbose_name_plural = _("downloads of document templates")
        ordering = ["-on"]
        constraints = [models.UniqueConstraint(fields=["version", "on"], name="one_count_a_day")]

    def __str__(self):
        return f"{self.version} {self.on}"


class DocumentNote(models.Model):
    """What those who keep the site note about a template, for each other."""

    key = models.SlugField(_("template"), max_length=60, unique=True)
    text = models.TextField(_("note for colleagues"), max_length=2000, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("note about a document template")
        verbose_name_plural = _("notes about document templates")
        ordering = ["key"]

    def __str__(self):
        return self.key


forbid_changes(DocumentVersion)
