from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from core.immutability import DELETE, UPDATE, forbid_changes

from .recommendations import Recommendation


class DecisionQuerySet(models.QuerySet):
    def released(self):
        """Those whose letter went out: only they are known outside the Fund."""
        return self.filter(letter__release__released_at__isnull=False)

    def waiting(self):
        """Those without a letter whose proposals still wait for them."""
        return self.filter(letter=None, application__state="RECOMMENDED")

    def unreleased(self):
        """Those that nobody outside the Fund knows: their proposals still wait for the letter."""
        return self.filter(application__state="RECOMMENDED").exclude(letter__release__released_at__isnull=False)


class Decision(models.Model):
    """The approver's decision on a recommendation. Never changes; the team learns of it when it is released."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="decisions")
    recommendation = models.OneToOneField(Recommendation, models.PROTECT, related_name="decision")
    recommended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Recommendation.Outcome)
    reason = models.TextField(_("reason"), blank=True, max_length=4000)
    conditions = models.TextField(_("conditions"), blank=True, max_length=4000)
    amount = models.DecimalField(_("amount (USD)"), max_digits=15, decimal_places=2, null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided"), default=timezone.now, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(decided_by=F("recommended_by")), name="decision_four_eyes"),
            models.CheckConstraint(
                condition=~Q(outcome__in=["APPROVE", "CONDITIONS"]) | Q(amount__gt=0), name="approval_has_an_amount"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["APPROVE", "CONDITIONS"]) | ~Q(reason=""), name="refusal_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="CONDITIONS") | ~Q(conditions=""), name="decided_conditions_are_named"
            ),
        ]

    def __str__(self):
        return f"{self.application}: {self.get_outcome_display()}"


class ReleaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All releases, for the Fund's people; those not sent yet without proposals on which they work, or once did."""
        if not (user.is_authenticated and user.has_capability("see_all")):
            return self.none()
        own = Letter.objects.filter(decision__application__in=Application.objects.worked_on_by(user).values("pk"))
        return self.exclude(released_at=None, pk__in=own.values("release"))

    def with_numbers(self):
        """With ``number``, how many letters each has."""
        return self.annotate(number=models.Count("letters"))


class Release(models.Model):
    """Decisions made known together, by a second person: one prepares the letters, another sends them."""

    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(_("prepared"), auto_now_add=True)
    dropped = models.ManyToManyField(
        Application, related_name="+", verbose_name=_("proposals withdrawn before their letter was sent")
    )
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(_("released"), null=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release of decisions")
        verbose_name_plural = _("releases of decisions")
        ordering = ["-prepared_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(released_by=None, released_at=None)
                | Q(released_by__isnull=False, released_at__isnull=False),
                name="released_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(released_by=None) | ~Q(released_by=F("prepared_by")), name="release_four_eyes"
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"

    def get_absolute_url(self):
        """Its letters."""
        return reverse("reviews:release", kwargs={"pk": self.pk})


class Letter(models.Model):
    """The letter of a decision, in the language of the proposal. It can be changed until it is released."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="letters")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="letter")
    text = models.TextField(_("letter"), max_length=20000)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("letter of a decision")
        verbose_name_plural = _("letters of decisions")
        ordering = ["release", "pk"]

    def __str__(self):
        return str(self.decision)


class DecisionRecord(models.Model):
    """Everything a decision rests on, sealed when it was made: ``manage.py verify_decision`` computes it again.

    ``content`` is canonical JSON in UTF-8, ``sha256`` its hash. Never changes.
    """

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="record")
    content = models.TextField(_("content"))
    sha256 = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(_("sealed"), auto_now_add=True)

    class Meta:
        verbose_name = _("record of a decision")
        verbose_name_plural = _("records of decisions")

    def __str__(self):
        return str(self.decision)


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


RELEASED = "(SELECT released_at FROM reviews_release WHERE id = {row}.release_id) IS NOT NULL"
forbid_changes(Decision)
forbid_changes(Release, when="{row}.released_at IS NOT NULL", name="released")
forbid_changes(Letter, (UPDATE, DELETE), when=RELEASED, name="released")
forbid_changes(DecisionRecord)
forbid_changes(Feedback)
