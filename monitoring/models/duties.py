from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from projects.models import Project, State


class DutyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Duties of the projects whose working pages the person may open, and of those whose reports they help to write."""
        if not user.is_authenticated:
            return self.none()
        helped = Q(project__team_members__user=user)
        return self.filter(Q(project__in=Project.objects.worked_on_by(user)) | helped).distinct()

    def reported(self):
        """Those that a report answers."""
        return self.filter(kind__in=Duty.REPORTED)


class Duty(models.Model):
    """Something a project owes the Fund by a date, made by a rule (R01, R02, R03, R12, R14) or asked for by an officer."""

    class Kind(models.TextChoices):
        FRAMEWORK = "FRAMEWORK", _("Results monitoring framework and work plan")
        INTERIM = "INTERIM", _("Interim report")
        FINAL = "FINAL", _("Final report")
        EVALUATION_PLAN = "EVAL_PLAN", _("Planning of the evaluation")
        EVALUATION = "EVALUATION", _("Evaluation")

    REPORTED = (Kind.INTERIM, Kind.FINAL)
    OWING = (State.ACTIVE, State.COMPLETED)  # of a project: it runs, or its evaluation is to come
    DELIVERED = ("SUBMITTED", "ENDORSED", "ACCEPTED")  # states of a report that has left the office, certified
    ASKED = "R04"  # the rule of an interim report that an officer asked for

    project = models.ForeignKey(Project, models.PROTECT, related_name="duties", verbose_name=_("project"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    sequence = models.PositiveSmallIntegerField(_("number"), default=1)
    starts_on = models.DateField(_("period from"))
    ends_on = models.DateField(_("period until"))
    due_on = models.DateField(_("due"))
    rule_code = models.CharField(_("rule"), max_length=10)
    done_on = models.DateField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "kind", "sequence"], name="duty_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="duty_period_in_order"),
        ]

    def __str__(self):
        return (
            f"{self.get_kind_display()} {self.sequence}" if self.kind == self.Kind.INTERIM else self.get_kind_display()
        )

    def get_absolute_url(self):
        """Where it is done: the report if there is one, else the page that says what is due and starts it."""
        report = self.report
        return report.get_absolute_url() if report else reverse("monitoring:duty", kwargs={"pk": self.pk})

    @property
    def report(self):
        """The newest report that was not dropped, or None; prefetch ``reports`` for lists."""
        kept = [report for report in self.reports.all() if report.state != "DROPPED"]
        return max(kept, key=lambda report: report.number, default=None)

    @property
    def days_late(self):
        """Days since it was due; 0 until then. Of a duty that was not delivered."""
        return max(0, (timezone.localdate() - self.due_on).days)

    @property
    def delivery(self):
        """The newest delivery of the framework (R01), or None; prefetch ``deliveries`` for lists."""
        return max(self.deliveries.all(), key=lambda delivery: delivery.pk, default=None)

    @property
    def is_delivered(self):
        """Whether it is done, or has left the office; prefetch ``reports`` and ``deliveries`` for lists."""
        is_sent = any(report.state in self.DELIVERED for report in self.reports.all())
        return self.done_on is not None or is_sent or any(one.state != "RETURNED" for one in self.deliveries.all())

    @property
    def is_owed(self):
        """Whether it waits for its project: not delivered, and the project neither suspended nor over."""
        return self.project.state in self.OWING and not self.is_delivered

    def is_late_on(self, day):
        """Whether it is owed on a day that is past its date."""
        return self.due_on < day and self.is_owed

    @property
    def is_late(self):
        """Whether it is late today."""
        return self.is_late_on(timezone.localdate())

    @property
    def is_asked(self):
        """Whether an officer asked for it (R04)."""
        return self.rule_code == self.ASKED

    @property
    def is_reported(self):
        """Whether a report answers it."""
        return self.kind in self.REPORTED
