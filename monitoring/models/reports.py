import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.models import TextRevision
from core.immutability import DELETE, INSERT, UPDATE, forbid_changes
from plans.models import PlanVersion

from .duties import Duty


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Reports of the projects one manages or helps; once certified, for endorsers of the region and the Fund's people."""
        if not user.is_authenticated:
            return self.none()
        own = Q(duty__project__manager=user) | Q(duty__project__team_members__user=user)
        sent = Q(certified_at__isnull=False) | Q(state__in=Report.FINAL)
        seen = own | (sent & Q(duty__project__region__in=user.endorsing_regions))
        if user.has_capability("see_all"):
            seen |= sent
        return self.filter(seen).distinct()

    def accepted(self):
        """Reports whose figures count and are public: of each duty the newest that was accepted."""
        return self.filter(state=Report.State.ACCEPTED)


class Report(models.Model):
    """A narrative and financial report for one duty, against the plan version in force when it was started.

    Frozen once accepted; what was wrong is corrected by the next ``number``, which takes its place when it is accepted.
    """

    class State(models.TextChoices):
        DRAFT = "DRAFT", _("In progress")
        CERTIFYING = "CERTIFYING", _("Waits for certification")
        SUBMITTED = "SUBMITTED", _("With the Regional Office")
        ENDORSED = "ENDORSED", _("With the Fund")
        RETURNED = "RETURNED", _("Returned for changes")
        ACCEPTED = "ACCEPTED", _("Accepted")
        SUPERSEDED = "SUPERSEDED", _("Replaced by a correction")
        DROPPED = "DROPPED", _("Dropped")

    EDITABLE = frozenset({State.DRAFT, State.RETURNED})
    WITH_READERS = frozenset({State.SUBMITTED, State.ENDORSED})
    OPEN = EDITABLE | WITH_READERS | {State.CERTIFYING}
    FINAL = frozenset({State.ACCEPTED, State.SUPERSEDED})
    TONES = {
        State.DRAFT: "neutral", State.CERTIFYING: "info", State.SUBMITTED: "info", State.ENDORSED: "info",
        State.RETURNED: "warning", State.ACCEPTED: "success", State.SUPERSEDED: "neutral", State.DROPPED: "neutral",
    }  # fmt: skip

    class Rating(models.TextChoices):
        REACHED = "REACHED", _("Reached")
        ON_TRACK = "ON_TRACK", _("On track")
        BEHIND = "BEHIND", _("Behind")
        OFF_TRACK = "OFF_TRACK", _("Off track")

    class Basis(models.TextChoices):
        ACTUAL = "ACTUAL", _("What was paid")
        INCLUDING_COMMITMENTS = "COMMITMENTS", _("What was paid and what is committed")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="reports")
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    correction_reason = models.TextField(_("what is corrected and why"), blank=True, max_length=2000)
    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="reports")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    rating = models.CharField(_("how the project stands"), max_length=10, choices=Rating, blank=True)
    rating_reason = models.TextField(_("why"), blank=True, max_length=1000)
    readers_rating = models.CharField(_("how the reader sees it"), max_length=10, choices=Rating, blank=True)
    basis = models.CharField(_("amounts say"), max_length=12, choices=Basis, default=Basis.ACTUAL)
    ledger_on = models.DateField(_("day of the accounts"), null=True, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(_("time of submission"), null=True, blank=True)
    certified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    certified_at = models.DateTimeField(_("time of certification"), null=True, blank=True)
    endorsed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    endorsed_at = models.DateTimeField(_("time of endorsement"), null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(_("time of acceptance"), null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["duty", "number"]
        constraints = [
            models.UniqueConstraint(fields=["duty", "number"], name="report_numbered_once"),
            models.UniqueConstraint(fields=["duty"], condition=Q(state="ACCEPTED"), name="one_accepted_report_a_duty"),
            models.UniqueConstraint(
                fields=["duty"],
                condition=Q(state__in=["DRAFT", "CERTIFYING", "SUBMITTED", "ENDORSED", "RETURNED"]),
                name="one_open_report_a_duty",
            ),
            models.CheckConstraint(
                condition=Q(number=1, corrects=None)
                | Q(number__gt=1, corrects__isnull=False) & ~Q(correction_reason=""),
                name="correction_names_report_and_reason",
            ),
            models.CheckConstraint(
                condition=(Q(accepted_by=None) | (~Q(accepted_by=F("submitted_by")) & ~Q(accepted_by=F("endorsed_by"))))
                & (Q(certified_by=None) | ~Q(certified_by=F("submitted_by")))
                & (Q(endorsed_by=None) | ~Q(endorsed_by=F("submitted_by"))),
                name="report_four_eyes",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ACCEPTED", "SUPERSEDED"])
                | Q(accepted_by__isnull=False, submitted_by__isnull=False),
                name="accepted_report_is_signed",
            ),
        ]

    def __str__(self):
        return f"{self.duty.project.code} {self.duty}" + (f" ({self.number})" if self.number > 1 else "")

    def get_absolute_url(self):
        """The page of the report in the workspace."""
        return reverse("monitoring:report", kwargs={"key": self.key})

    @property
    def state_tone(self):
        """Colour family of the state's badge."""
        return self.TONES[self.State(self.state)]

    @property
    def is_editable(self):
        """Whether its writers may still write."""
        return self.state in self.EDITABLE

    @property
    def is_correction(self):
        """Whether it corrects an accepted one."""
        return self.number > 1


class ReportText(models.Model):
    """One narrative section of a report (``monitoring.sections``). ``revision`` guards against lost updates."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="texts")
    key = models.CharField(_("section"), max_length=60)
    text = models.TextField(_("text"), blank=True, max_length=20_000)
    revision = models.PositiveIntegerField(default=1, editable=False)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("section of a report")
        verbose_name_plural = _("sections of reports")
        ordering = ["report", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="one_text_a_section")]

    def __str__(self):
        return f"{self.report_id}: {self.key}"


class ReportTextVersion(models.Model):
    """A section's text as somebody sent it, or as two were joined (``applications.services.versions``). None ever goes."""

    section = models.ForeignKey(ReportText, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    sitting = models.PositiveIntegerField(_("sitting"))
    kind = models.CharField(_("kind"), max_length=10, choices=TextRevision.Kind)
    text = models.TextField(_("text"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("time"))
    page = models.CharField(_("open page that sent it"), max_length=24, blank=True)
    restored = models.PositiveIntegerField(_("number of the restored text"), null=True)

    class Meta:
        verbose_name = _("version of a section of a report")
        verbose_name_plural = _("versions of sections of reports")
        ordering = ["section", "-number"]
        constraints = [models.UniqueConstraint(fields=["section", "number"], name="report_text_numbered_once")]
        indexes = [models.Index(fields=["section", "sitting"])]

    def __str__(self):
        return f"{self.section_id} #{self.number}"


class ReportPresence(models.Model):
    """Who has a section of a report open to write, and when their page last said so."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="presences")
    key = models.CharField(_("section"), max_length=60)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("presence in a report")
        verbose_name_plural = _("presences in reports")
        constraints = [models.UniqueConstraint(fields=["report", "key", "user"], name="one_report_presence_a_person")]

    def __str__(self):
        return f"{self.user_id} {self.key}"


ACCEPTED = "IN ('ACCEPTED', 'SUPERSEDED')"
OF_ACCEPTED = "(SELECT state FROM monitoring_report WHERE id = {report}) IN ('ACCEPTED', 'SUPERSEDED')"
OF_REPORT = "{row}.report_id"


def freeze_with_report(model, report=OF_REPORT):
    """Have the database refuse every change to rows of an accepted report; ``report``: SQL for a row's report."""
    when = OF_ACCEPTED.replace("{report}", report)
    forbid_changes(model, (INSERT, UPDATE, DELETE), when=when, name="accepted")


# an accepted report changes in one way only: a correction takes its place
SIGNED = ("duty_id", "number", "version_id", "rating", "submitted_by_id", "accepted_by_id", "accepted_at")
forbid_changes(Report, (DELETE,), when=f"{{row}}.state {ACCEPTED}", name="accepted")
forbid_changes(
    Report,
    (UPDATE,),
    when=f"OLD.state {ACCEPTED} AND NOT (OLD.state = 'ACCEPTED' AND NEW.state = 'SUPERSEDED' AND "
    + " AND ".join(f"OLD.{name} = NEW.{name}" for name in SIGNED)
    + ")",
    name="accepted",
)
freeze_with_report(ReportText)
forbid_changes(ReportTextVersion)
