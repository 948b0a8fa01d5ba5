from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plans.models import PlanVersion

from .duties import Duty


class FrameworkDelivery(models.Model):
    """That the manager handed in the framework and work plan of a plan version for the duty R01, and what the Fund said."""

    class State(models.TextChoices):
        SUBMITTED = "SUBMITTED", _("With the Fund")
        RETURNED = "RETURNED", _("Returned for changes")
        ACCEPTED = "ACCEPTED", _("Accepted")

    TONES = {State.SUBMITTED: "info", State.RETURNED: "warning", State.ACCEPTED: "success"}

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="deliveries")
    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="deliveries", verbose_name=_("plan version"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.SUBMITTED)
    note = models.TextField(_("note"), blank=True, max_length=4000)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(_("time of submission"), default=timezone.now)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(_("time of the answer"), null=True, blank=True)

    class Meta:
        verbose_name = _("delivery of a results monitoring framework")
        verbose_name_plural = _("deliveries of results monitoring frameworks")
        ordering = ["duty", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty"], condition=~Q(state="RETURNED"), name="one_delivery_that_waits_or_holds"
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("submitted_by")), name="delivery_four_eyes"
            ),
        ]

    def __str__(self):
        return f"{self.duty} ({self.duty.project.code})"

    def get_absolute_url(self):
        """The page of its duty."""
        return self.duty.get_absolute_url()

    @property
    def state_tone(self):
        """Colour family of the state's badge."""
        return self.TONES[self.state]
