from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from funding.models import Theme
from projects.models import Project
from projects.models.projects import shown_language

from .evaluations import Evaluation
from .reports import Report


class LessonQuerySet(models.QuerySet):
    def shown(self):
        """Those everybody may read: published, of projects in the catalogue, from accepted evaluations and reports only."""
        from_evaluation = Q(evaluation=None) | Q(evaluation__state=Evaluation.State.ACCEPTED)
        from_report = Q(report=None) | Q(report__state__in=Report.FINAL)
        return self.filter(from_evaluation, from_report, is_public=True, project__record__isnull=False)

    def visible_to(self, user):
        """Public ones, and those of the projects whose working pages the person may open."""
        if not user.is_authenticated:
            return self.shown()
        return self.filter(Q(pk__in=self.model.objects.shown()) | Q(project__in=Project.objects.worked_on_by(user)))


class Lesson(models.Model):
    """What others can learn from a project: a lesson or a good practice, told in the languages there are."""

    class Kind(models.TextChoices):
        LESSON = "LESSON", _("Lesson")
        GOOD_PRACTICE = "GOOD_PRACTICE", _("Good practice")

    TONES = {Kind.LESSON: "info", Kind.GOOD_PRACTICE: "success"}

    project = models.ForeignKey(Project, models.PROTECT, related_name="lessons", verbose_name=_("project"))
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, null=True, blank=True, related_name="lessons")
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="lessons")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind, default=Kind.LESSON)
    title = models.CharField(_("title"), max_length=150)
    text = models.TextField(_("text"), max_length=4000)
    themes = models.ManyToManyField(Theme, blank=True, related_name="lessons", verbose_name=_("themes"))
    is_public = models.BooleanField(_("public"), default=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(_("time of publication"), null=True, blank=True)

    objects = LessonQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(evaluation=None) | Q(report=None), name="lesson_is_of_evaluation_or_report"
            ),
            models.CheckConstraint(
                condition=Q(is_public=False)
                | Q(published_by__isnull=False, published_at__isnull=False) & ~Q(published_by=models.F("written_by")),
                name="public_lesson_has_four_eyes",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Its page in the workspace, which says how it stands."""
        return reverse("evaluations:lesson", kwargs={"pk": self.pk})

    @property
    def public_url(self):
        """Its page for everybody."""
        return reverse("lessons:lesson", kwargs={"pk": self.pk})

    @property
    def language(self):
        """The language in which it is shown."""
        return shown_language(self, "title")

    @property
    def kind_tone(self):
        """Colour family of the kind's badge."""
        return self.TONES[self.Kind(self.kind)]
