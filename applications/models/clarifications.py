from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .proposals import Application, State


class ClarificationQuerySet(models.QuerySet):
    def waiting(self):
        """Those whose questions are not answered yet."""
        return self.filter(answered_at=None, closed_at=None)

    def with_questions(self):
        """With their questions and who answered those, in one query more."""
        questions = ClarificationQuestion.objects.select_related("answered_by")
        return self.prefetch_related(models.Prefetch("questions", questions))


class Clarification(models.Model):
    """Questions that the Fund or the Regional Office asks about a submission, to be answered until a date.

    ``asked_in`` is the state to which the answers lead back.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="clarifications")
    number = models.PositiveSmallIntegerField(_("number"))
    asked_in = models.CharField(max_length=20, choices=State)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    due_on = models.DateField(_("answers wanted by"))
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True)
    closed_at = models.DateTimeField(_("closed without answers"), null=True)

    objects = ClarificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("clarification")
        verbose_name_plural = _("clarifications")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="clarification_numbered_once"),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(answered_at=None, closed_at=None),
                name="one_clarification_at_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.application} ({self.number})"

    @cached_property
    def parts(self):
        """The parts of the proposal that its questions name."""
        return frozenset(question.part for question in self.questions.all())


class ClarificationQuestion(models.Model):
    """One question about one part of the proposal, and the team's answer."""

    clarification = models.ForeignKey(Clarification, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    part = models.CharField(_("part of the proposal"), max_length=30)
    text = models.TextField(_("question"), max_length=2000)
    answer = models.TextField(_("answer"), blank=True, max_length=4000)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["clarification", "position"]

    def __str__(self):
        return f"{self.clarification}: {self.position}"
