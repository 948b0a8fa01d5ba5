"""What reviewers give: marks in the making, and reviews handed in."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.immutability import forbid_changes

from .assignments import Assignment
from .rubrics import Criterion


class Score(models.Model):
    """A reviewer's mark for one criterion while it is written; what counts is the review handed in last."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    mark = models.PositiveSmallIntegerField(_("mark"), null=True, blank=True, validators=[MinValueValidator(1)])
    comment = models.TextField(_("comment"), blank=True, max_length=2000)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.UniqueConstraint(fields=["assignment", "criterion"], name="one_score_a_criterion"),
            models.CheckConstraint(condition=Q(mark=None) | Q(mark__gte=1), name="mark_in_range"),
        ]

    def __str__(self):
        return f"{self.criterion_id}: {self.mark}"


class Review(models.Model):
    """A review as it was handed in. Never changes: a later one says why it replaces the earlier, and both stay.

    ``marks`` maps the code of a criterion to its mark, ``comments`` to the text given with it.
    """

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="reviews")
    number = models.PositiveSmallIntegerField(_("version"))
    submission = models.ForeignKey(
        "applications.Submission", models.PROTECT, related_name="reviews", verbose_name=_("submission read")
    )
    marks = models.JSONField(_("marks"))
    comments = models.JSONField(_("comments"), default=dict)
    summary = models.TextField(_("overall judgement"), blank=True, max_length=4000)
    reason = models.TextField(_("why it was changed"), blank=True, max_length=1000)
    handed_in_at = models.DateTimeField(_("handed in"), auto_now_add=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["assignment", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "number"], name="review_numbered_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="changed_review_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.assignment} #{self.number}"


forbid_changes(Review)
