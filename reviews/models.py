from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from core.immutability import forbid_changes


class Endorsement(models.Model):
    """A Regional Office's endorsement of one submission (P04). Never changes."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="endorsements")
    submission = models.OneToOneField("applications.Submission", models.PROTECT, related_name="endorsement")
    endorsed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    endorsed_at = models.DateTimeField(_("time of endorsement"), auto_now_add=True)
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")

    def __str__(self):
        return f"{self.application}"


class Screening(models.Model):
    """An officer's checks of one submission before it goes to reviewers."""

    QUESTIONS = ("is_eligible", "fits_focus_areas", "letters_are_right", "is_complete")

    application = models.ForeignKey(Application, models.PROTECT, related_name="screenings")
    submission = models.OneToOneField("applications.Submission", models.PROTECT, related_name="screening")
    is_eligible = models.BooleanField(_("The countries are eligible for this line"))
    fits_focus_areas = models.BooleanField(_("The project fits a focus area and none of the exclusions"))
    letters_are_right = models.BooleanField(
        _("The letters come from the right ministry, name the project and mention the Fund")
    )
    is_complete = models.BooleanField(_("Narrative, results and budget are complete and agree"))
    note = models.TextField(_("internal note"), blank=True, max_length=4000)
    screened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    screened_at = models.DateTimeField(_("time of screening"), auto_now_add=True)

    class Meta:
        verbose_name = _("screening")
        verbose_name_plural = _("screenings")

    def __str__(self):
        return f"{self.application}"

    @property
    def passed(self):
        """Whether every question was answered yes."""
        return all(getattr(self, name) for name in self.QUESTIONS)


class Criterion(models.Model):
    """One point of the assessment (domain brief section 5), with its weight. The Fund publishes no weights."""

    code = models.CharField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("criterion"), max_length=150)
    guidance = models.TextField(_("guidance"), blank=True)
    weight = models.DecimalField(
        _("weight"), max_digits=5, decimal_places=2, default=1, validators=[MinValueValidator(0)]
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["position", "code"]

    def __str__(self):
        return self.name


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A reviewer's own assignments; for the Fund's people all."""
        if not user.is_authenticated:
            return self.none()
        if user.has_capability("assign"):
            return self
        return self.filter(reviewer=user)

    def opened(self):
        """Those whose reviewer has declared no conflict: only they may read the proposal."""
        return self.filter(state__in=[Assignment.State.OPEN, Assignment.State.DONE])


class Assignment(models.Model):
    """A reviewer asked to assess a proposal. The text opens only after a declaration of no conflict."""

    class State(models.TextChoices):
        INVITED = "INVITED", _("Declaration awaited")
        OPEN = "OPEN", _("To score")
        DONE = "DONE", _("Scored")
        CONFLICT = "CONFLICT", _("Conflict declared")
        CANCELLED = "CANCELLED", _("Cancelled")

    TONES = {
        State.INVITED: "warning",
        State.OPEN: "info",
        State.DONE: "success",
        State.CONFLICT: "danger",
        State.CANCELLED: "neutral",
    }

    application = models.ForeignKey(Application, models.PROTECT, related_name="assignments")
    submission = models.ForeignKey("applications.Submission", models.PROTECT, related_name="assignments")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments", verbose_name=_("reviewer")
    )
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(_("assigned"), auto_now_add=True)
    due_on = models.DateField(_("due"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.INVITED)
    declared_at = models.DateTimeField(_("declared"), null=True, blank=True)
    conflict = models.TextField(_("conflict of interest"), blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "reviewer"], name="one_assignment_a_reviewer"),
            models.CheckConstraint(
                condition=~Q(state__in=["OPEN", "DONE", "CONFLICT"]) | Q(declared_at__isnull=False),
                name="declared_before_opened",
            ),
            models.CheckConstraint(condition=~Q(reviewer=F("assigned_by")), name="nobody_assigns_themselves"),
        ]

    def __str__(self):
        return str(self.application)

    def get_absolute_url(self):
        """The reviewer's page."""
        return reverse("reviews:assignment", kwargs={"pk": self.pk})

    @property
    def state_tone(self):
        """Colour family of the state's badge."""
        return self.TONES[self.State(self.state)]


class Score(models.Model):
    """A reviewer's mark for one criterion, 1 (poor) to 5 (excellent)."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    mark = models.PositiveSmallIntegerField(_("mark"), validators=[MinValueValidator(1), MaxValueValidator(5)])
    comment = models.TextField(_("comment"), blank=True, max_length=2000)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.UniqueConstraint(fields=["assignment", "criterion"], name="one_score_a_criterion"),
            models.CheckConstraint(condition=Q(mark__gte=1, mark__lte=5), name="mark_in_range"),
        ]

    def __str__(self):
        return f"{self.criterion_id}: {self.mark}"


class Recommendation(models.Model):
    """What an officer proposes to the approver. Never changes; sent back, a new one is written."""

    class Outcome(models.TextChoices):
        APPROVE = "APPROVE", _("Approve")
        REJECT = "REJECT", _("Decline")
        RETAIN = "RETAIN", _("Keep for later funding")

    application = models.ForeignKey(Application, models.PROTECT, related_name="recommendations")
    submission = models.ForeignKey("applications.Submission", models.PROTECT, related_name="recommendations")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    memo = models.TextField(_("memo"), max_length=8000)
    recommended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recommended_at = models.DateTimeField(_("recommended"), auto_now_add=True)

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["-recommended_at"]

    def __str__(self):
        return f"{self.application}: {self.get_outcome_display()}"


class Decision(models.Model):
    """The approver's decision on a recommendation, with the letter that went out. Never changes."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="decision")
    recommendation = models.OneToOneField(Recommendation, models.PROTECT, related_name="decision")
    recommended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Recommendation.Outcome)
    reason = models.TextField(_("reason"), blank=True, max_length=4000)
    amount = models.DecimalField(_("amount (USD)"), max_digits=15, decimal_places=2, null=True, blank=True)
    letter = models.TextField(_("letter"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided"), auto_now_add=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(condition=~Q(decided_by=F("recommended_by")), name="decision_four_eyes"),
            models.CheckConstraint(condition=~Q(outcome="APPROVE") | Q(amount__gt=0), name="approval_has_an_amount"),
            models.CheckConstraint(condition=Q(outcome="APPROVE") | ~Q(reason=""), name="refusal_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.application}: {self.get_outcome_display()}"


class Delegation(models.Model):
    """A colleague of the Regional Office who acts for it on one proposal, until it is ended."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="delegations")
    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="delegations", verbose_name=_("colleague")
    )
    delegated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    delegated_at = models.DateTimeField(_("delegated"), auto_now_add=True)
    note = models.TextField(_("note"), blank=True, max_length=1000)
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        ordering = ["delegated_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "delegate"], condition=Q(ended_at=None), name="one_delegation_a_colleague"
            ),
            models.CheckConstraint(condition=~Q(delegate=F("delegated_by")), name="nobody_delegates_to_themselves"),
        ]

    def __str__(self):
        return f"{self.application}: {self.delegate}"


class AdviceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What a person was asked or has asked."""
        return self.filter(Q(asked_of=user) | Q(asked_by=user)) if user.is_authenticated else self.none()


class Advice(models.Model):
    """A department at Headquarters asked for its view of a submission, and its answer. Once answered it stays."""

    class Verdict(models.TextChoices):
        ENDORSES = "ENDORSES", _("The department endorses the proposal")
        WITH_CHANGES = "WITH_CHANGES", _("It would endorse it with changes")
        OBJECTS = "OBJECTS", _("It objects to the proposal")

    application = models.ForeignKey(Application, models.PROTECT, related_name="advice")
    submission = models.ForeignKey("applications.Submission", models.PROTECT, related_name="+")
    asked_of = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="advice_asked")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    question = models.TextField(_("question"), max_length=2000)
    due_on = models.DateField(_("due"))
    verdict = models.CharField(_("view of the department"), max_length=12, choices=Verdict, blank=True)
    answer = models.TextField(_("reasons"), blank=True, max_length=4000)
    answered_at = models.DateTimeField(_("answered"), null=True)

    objects = AdviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("advice")
        verbose_name_plural = _("advice")
        ordering = ["asked_at"]

    def __str__(self):
        return str(self.application)

    def get_absolute_url(self):
        """Where it is given."""
        return reverse("reviews:advice", kwargs={"pk": self.pk})


class Feedback(models.Model):
    """What the Fund tells a team about a decided proposal besides the letter. Never changes."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="feedback")
    text = models.TextField(_("feedback"), blank=True, max_length=4000)
    with_summary = models.BooleanField(_("with the mean mark of each criterion"))
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    released_at = models.DateTimeField(_("released"), auto_now_add=True)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")

    def __str__(self):
        return str(self.decision)


forbid_changes(Advice, when="{row}.answered_at IS NOT NULL", name="answered")
forbid_changes(Feedback)
forbid_changes(Endorsement)
forbid_changes(Recommendation)
forbid_changes(Decision)
forbid_changes(Screening)
