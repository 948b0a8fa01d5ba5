from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from core.immutability import forbid_changes


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
    computed = models.TextField(
        _("what the portal computed"), blank=True, help_text=_("The checklist as the officer saw it. Canonical JSON.")
    )
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


class Refusal(models.Model):
    """A proposal declined at the screening, with its reasoned letter. Never changes."""

    screening = models.OneToOneField(Screening, models.PROTECT, related_name="refusal")
    reason = models.TextField(_("reason"), max_length=4000)
    letter = models.TextField(_("letter"))
    refused_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    refused_at = models.DateTimeField(_("declined"), auto_now_add=True)

    class Meta:
        verbose_name = _("proposal declined at the screening")
        verbose_name_plural = _("proposals declined at the screening")

    def __str__(self):
        return str(self.screening)


forbid_changes(Screening)
forbid_changes(Refusal)
