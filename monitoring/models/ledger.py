from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.immutability import forbid_changes
from projects.models import Project

from .reports import Report


class ProjectEntryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Entries of the projects whose working pages the person may open."""
        return self.filter(project__in=Project.objects.worked_on_by(user))


class ProjectEntry(models.Model):
    """One movement of a project's money, in USD. Never changed: an error is booked back by an entry of the other sign.

    Expenditure is booked when a report is accepted: of each line what the duty's accepted report says, less what is
    booked for that duty already, so a correction books the difference.
    """

    class Kind(models.TextChoices):
        DISBURSEMENT = "DISBURSEMENT", _("Paid to the office")
        EXPENDITURE = "EXPENDITURE", _("Spent")
        RETURN = "RETURN", _("Returned to the line")

    project = models.ForeignKey(Project, models.PROTECT, related_name="entries", verbose_name=_("project"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    amount = models.DecimalField(_("amount (USD)"), max_digits=15, decimal_places=2)
    on = models.DateField(_("day"))
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="entries")
    lineage = models.UUIDField(_("budget line"), null=True, blank=True)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by", verbose_name=_("reverses")
    )
    note = models.CharField(_("note"), max_length=250, blank=True)
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    booked_at = models.DateTimeField(_("time of booking"), auto_now_add=True)

    objects = ProjectEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of a project's money")
        verbose_name_plural = _("entries of projects' money")
        ordering = ["project", "on", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="project_entry_moves_money"),
            models.CheckConstraint(
                condition=Q(kind="EXPENDITURE", report__isnull=False, lineage__isnull=False)
                | ~Q(kind="EXPENDITURE") & Q(report=None, lineage=None),
                name="expenditure_names_report_and_line",
            ),
        ]
        indexes = [models.Index(fields=["project", "kind"])]

    def __str__(self):
        return f"{self.project_id} {self.kind} {self.amount}"

    @property
    def can_be_reversed(self):
        """Whether an officer typed it and nobody took it back yet; ``reversed_by`` must be selected with the entry."""
        return self.kind == self.Kind.DISBURSEMENT and self.reverses_id is None and not hasattr(self, "reversed_by")


forbid_changes(ProjectEntry)
