from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.immutability import forbid_changes

from .reports import Report


class ReportCommentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Comments on the reports that the person may read: writers, certifiers and readers see the same ones."""
        return self.filter(report__in=Report.objects.visible_to(user))

    def threads(self):
        """Those that are no answers."""
        return self.filter(thread=None)

    def unresolved(self):
        """Those that still want something."""
        return self.threads().filter(resolved_at=None)


class ReportComment(models.Model):
    """A question or remark on one figure, text or the whole of a report; answers name the comment they belong to."""

    class Kind(models.TextChoices):
        REPORT = "REPORT", _("The report")
        SECTION = "SECTION", _("Section")
        INDICATOR = "INDICATOR", _("Indicator")
        LINE = "LINE", _("Budget line")
        ACTIVITY = "ACTIVITY", _("Activity")

    report = models.ForeignKey(Report, models.PROTECT, related_name="comments")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.REPORT)
    place = models.CharField(_("section or row"), max_length=60, blank=True)
    thread = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="answers")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    text = models.TextField(_("comment"), max_length=4000)
    written_at = models.DateTimeField(_("time"), default=timezone.now)
    resolved_at = models.DateTimeField(_("resolved"), null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ReportCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment on a report")
        verbose_name_plural = _("comments on reports")
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="report_comment_resolved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(kind="REPORT", place="") | ~Q(kind="REPORT") & ~Q(place=""),
                name="report_comment_has_its_place",
            ),
            models.CheckConstraint(
                condition=Q(thread=None) | Q(resolved_at=None), name="only_threads_of_a_report_are_resolved"
            ),
        ]
        indexes = [
            models.Index(fields=["report", "kind", "place"], condition=Q(thread=None), name="threads_of_a_report")
        ]

    def __str__(self):
        return f"{self.report_id}: {self.target}"

    def get_absolute_url(self):
        """The comments on the same place."""
        return reverse("monitoring:comments_on", kwargs={"key": self.report.key, "target": self.target})

    @property
    def target(self):
        """The place in one word, as addresses have it: "section-summary", "report"."""
        return f"{self.kind.lower()}-{self.place}" if self.place else self.kind.lower()


class ReportCopy(models.Model):
    """What a report said when it was given back, kept so that its next reading can show what is new. Never changed."""

    class Step(models.TextChoices):
        REFUSE = "refuse", _("not certified")
        RETURN = "return", _("returned for changes")

    report = models.ForeignKey(Report, models.PROTECT, related_name="copies")
    step = models.CharField(_("step"), max_length=10, choices=Step)
    taken_at = models.DateTimeField(_("time"), default=timezone.now)
    content = models.TextField(_("content"), editable=False)

    class Meta:
        verbose_name = _("kept copy of a report")
        verbose_name_plural = _("kept copies of reports")
        ordering = ["report", "pk"]

    def __str__(self):
        return f"{self.report_id}: {self.step}"


forbid_changes(ReportCopy)
