from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .duties import Duty


class DutyReminder(models.Model):
    """That a person was reminded of a duty: at which step before or after which date. A date that moved is another one."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    step_on = models.DateField(_("day of the step"))
    due_on = models.DateField(_("due"))
    sent_on = models.DateField(_("sent"))

    class Meta:
        verbose_name = _("reminder of a duty")
        verbose_name_plural = _("reminders of duties")
        ordering = ["-sent_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["duty", "user", "step_on", "due_on"], name="reminded_once_a_step")
        ]

    def __str__(self):
        return f"{self.duty_id}: {self.step_on}"
