from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.immutability import DELETE, INSERT, UPDATE, forbid_changes
from funding.models import RatingScale, RatingStep
from projects.models import Project


class Criterion(models.TextChoices):
    """What an evaluation looks at (R13)."""

    RELEVANCE = "RELEVANCE", _("Relevance")
    COHERENCE = "COHERENCE", _("Coherence")
    EFFECTIVENESS = "EFFECTIVENESS", _("Effectiveness")
    EFFICIENCY = "EFFICIENCY", _("Efficiency")
    IMPACT = "IMPACT", _("Impact")
    SUSTAINABILITY = "SUSTAINABILITY", _("Sustainability")


class EvaluationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Evaluations of the projects whose working pages the person may open."""
        return self.filter(project__in=Project.objects.worked_on_by(user)) if user.is_authenticated else self.none()

    def accepted(self):
        """Those that count."""
        return self.filter(state=Evaluation.State.ACCEPTED)

    def shown(self):
        """Those everybody may read: accepted, made public, of projects in the catalogue."""
        return self.accepted().filter(is_public=True, project__record__isnull=False)


class Evaluation(models.Model):
    """The ex-post evaluation of a project (R12). Frozen once accepted; only whether it is public can change then."""

    class State(models.TextChoices):
        PLANNED = "PLANNED", pgettext_lazy("evaluation", "Planned")
        COMMISSIONED = "COMMISSIONED", _("Under way")
        REPORTED = "REPORTED", _("Waits for the response")
        RESPONDED = "RESPONDED", _("With the Fund")
        ACCEPTED = "ACCEPTED", pgettext_lazy("evaluation", "Accepted")

    TONES = {
        State.PLANNED: "neutral", State.COMMISSIONED: "info", State.REPORTED: "warning", State.RESPONDED: "info",
        State.ACCEPTED: "success",
    }  # fmt: skip

    class Kind(models.TextChoices):
        INTERNAL = "INTERNAL", _("Internal: an evaluator of IOM")
        EXTERNAL = "EXTERNAL", _("External: a consultant")
        REGIONAL_ME = "REGIONAL_ME", _("Monitoring and evaluation officer of the Regional Office")

    project = models.OneToOneField(Project, models.PROTECT, related_name="evaluation", verbose_name=_("project"))
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.PLANNED)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    evaluator_name = models.CharField(_("evaluator"), max_length=150, blank=True)
    evaluator_organisation = models.CharField(_("organisation of the evaluator"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    cost = models.DecimalField(
        _("cost (USD)"), max_digits=15, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    planned_on = models.DateField(_("planned for"))
    timing_reason = models.TextField(_("why earlier or later"), blank=True, max_length=1000)
    started_on = models.DateField(_("started"), null=True, blank=True)
    reported_on = models.DateField(_("reported"), null=True, blank=True)
    scale = models.ForeignKey(RatingScale, models.PROTECT, related_name="+", verbose_name=_("rating scale"))
    summary = models.TextField(_("summary"), blank=True, max_length=6000)
    is_public = models.BooleanField(_("public"), default=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    responded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(_("time of acceptance"), null=True, blank=True)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ["-planned_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="ACCEPTED")
                | Q(accepted_by__isnull=False, accepted_at__isnull=False, reported_by__isnull=False),
                name="accepted_evaluation_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(accepted_by=None)
                | (~Q(accepted_by=F("reported_by")) & (Q(responded_by=None) | ~Q(accepted_by=F("responded_by")))),
                name="evaluation_four_eyes",
            ),
            models.CheckConstraint(condition=Q(cost=None) | Q(cost__gte=0), name="evaluation_cost_not_negative"),
        ]

    def __str__(self):
        return _("Evaluation of %(code)s") % {"code": self.project.code or self.project.title}

    def get_absolute_url(self):
        """Its page in the workspace."""
        return reverse("evaluations:evaluation", kwargs={"pk": self.pk})

    @property
    def state_tone(self):
        """Colour family of the state's badge."""
        return self.TONES[self.State(self.state)]

    @property
    def is_accepted(self):
        """Whether it counts and never changes again."""
        return self.state == self.State.ACCEPTED


class EvaluationRating(models.Model):
    """How an evaluation rates one criterion, and why."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="ratings")
    criterion = models.CharField(_("criterion"), max_length=15, choices=Criterion)
    step = models.ForeignKey(RatingStep, models.PROTECT, related_name="+", verbose_name=_("rating"))
    text = models.TextField(_("why"), max_length=3000)

    class Meta:
        verbose_name = _("rating of an evaluation")
        verbose_name_plural = _("ratings of evaluations")
        ordering = ["evaluation", "pk"]
        constraints = [models.UniqueConstraint(fields=["evaluation", "criterion"], name="one_rating_a_criterion")]

    def __str__(self):
        return f"{self.get_criterion_display()}: {self.step}"


class Finding(models.Model):
    """What an evaluation found, or a practice that it calls good."""

    class Kind(models.TextChoices):
        FINDING = "FINDING", _("Finding")
        GOOD_PRACTICE = "GOOD_PRACTICE", _("Good practice")

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="findings")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind, default=Kind.FINDING)
    criterion = models.CharField(_("criterion"), max_length=15, choices=Criterion, blank=True)
    text = models.TextField(_("text"), max_length=3000)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["evaluation", "pk"]

    def __str__(self):
        return self.text[:80]


class Recommendation(models.Model):
    """What an evaluation recommends, and what the management of the project answers to it."""

    class Priority(models.TextChoices):
        HIGH = "HIGH", _("High")
        MEDIUM = "MEDIUM", _("Medium")
        LOW = "LOW", _("Low")

    class Response(models.TextChoices):
        ACCEPTED = "ACCEPTED", pgettext_lazy("evaluation", "Accepted")
        PARTLY = "PARTLY", _("Partly accepted")
        REJECTED = "REJECTED", _("Rejected")

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="recommendations")
    text = models.TextField(_("recommendation"), max_length=2000)
    addressed_to = models.CharField(_("addressed to"), max_length=150)
    priority = models.CharField(_("priority"), max_length=6, choices=Priority, default=Priority.MEDIUM)
    response = models.CharField(_("response"), max_length=8, choices=Response, blank=True)
    response_text = models.TextField(_("why"), blank=True, max_length=2000)
    action = models.TextField(_("what will be done"), blank=True, max_length=2000)
    owner = models.CharField(_("who does it"), max_length=150, blank=True)
    due_on = models.DateField(_("done by"), null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("recommendation of an evaluation")
        verbose_name_plural = _("recommendations of evaluations")
        ordering = ["evaluation", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(response__in=["", "REJECTED"]) | (~Q(action="") & Q(due_on__isnull=False)),
                name="accepted_recommendation_has_action",
                violation_error_message=_("Say what will be done, and by when."),
            )
        ]

    def __str__(self):
        return self.text[:80]

    @property
    def is_open(self):
        """Whether something is promised and not done yet; prefetch ``follow_ups`` for lists."""
        if self.response not in {self.Response.ACCEPTED, self.Response.PARTLY}:
            return False
        return not any(entry.is_done for entry in self.follow_ups.all())

    @property
    def is_overdue(self):
        """Whether it should have been done by now."""
        return self.is_open and self.due_on is not None and self.due_on < timezone.localdate()


class FollowUp(models.Model):
    """What became of a recommendation. Never changed: the next entry says more; the last one says that it is done."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="follow_ups")
    text = models.TextField(_("what was done"), max_length=2000)
    is_done = models.BooleanField(_("done"), default=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("time"), auto_now_add=True)

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["recommendation", "pk"]

    def __str__(self):
        return self.text[:80]


OF_ACCEPTED = "(SELECT state FROM monitoring_evaluation WHERE id = {row}.evaluation_id) = 'ACCEPTED'"
SIGNED = (
    *("project_id", "state", "kind", "evaluator_name", "evaluator_organisation", "language", "planned_on", "summary"),
    *("timing_reason", "scale_id", "reported_by_id", "accepted_by_id", "accepted_at"),
)
_may_change = " AND ".join(f"OLD.{name} = NEW.{name}" for name in SIGNED)
forbid_changes(Evaluation, (DELETE,), when="{row}.state = 'ACCEPTED'", name="accepted")
forbid_changes(Evaluation, (UPDATE,), when=f"OLD.state = 'ACCEPTED' AND NOT ({_may_change})", name="accepted")
for _model in (EvaluationRating, Finding, Recommendation):
    forbid_changes(_model, (INSERT, UPDATE, DELETE), when=OF_ACCEPTED, name="accepted")
forbid_changes(FollowUp)
