from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from projects.models import Project


class DriftQuerySet(models.QuerySet):
    def open(self):
        """What does not agree as of the last check."""
        return self.filter(ended_at=None)


class Drift(models.Model):
    """Two places that should say the same of a project's money or results and do not; kept when it is put right."""

    class Check(models.TextChoices):
        LEDGER = "LEDGER", _("Spent on a line: accepted reports and ledger")
        PUBLIC = "PUBLIC", _("Spent: ledger and public page")
        FUNDS = "FUNDS", _("Amount: project and funding line")
        OVERDRAWN = "OVERDRAWN", _("Spent and returned: more than the project has")
        RESULTS = "RESULTS", _("Results: accepted reports and public page")

    project = models.ForeignKey(Project, models.PROTECT, related_name="drifts", verbose_name=_("project"))
    check_code = models.CharField(_("what was compared"), max_length=10, choices=Check)
    key = models.CharField(_("budget line"), max_length=40, blank=True)
    expected = models.CharField(_("should be"), max_length=100)
    found = models.CharField(_("is"), max_length=100)
    first_seen_at = models.DateTimeField(_("first seen"), auto_now_add=True)
    last_seen_at = models.DateTimeField(_("last seen"))
    ended_at = models.DateTimeField(_("put right"), null=True, blank=True)

    objects = DriftQuerySet.as_manager()

    class Meta:
        verbose_name = _("disagreement of figures")
        verbose_name_plural = _("disagreements of figures")
        ordering = ["-first_seen_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "check_code", "key"], condition=Q(ended_at=None), name="one_open_drift"
            )
        ]

    def __str__(self):
        return f"{self.project.code or self.project.address}: {self.get_check_code_display()}"

    def get_absolute_url(self):
        """The list of what does not agree."""
        return reverse("monitoring:drift")
