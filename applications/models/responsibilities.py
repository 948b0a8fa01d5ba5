from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..sections import PARTS
from .proposals import Application


class Responsibility(models.Model):
    """Who writes a part of a proposal, and until when. It reminds; whoever may write may still write everything."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="responsibilities")
    part = models.CharField(_("part"), max_length=30)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="responsibilities", verbose_name=_("person")
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("time"), auto_now=True)

    class Meta:
        verbose_name = _("responsibility for a part")
        verbose_name_plural = _("responsibilities for parts")
        constraints = [models.UniqueConstraint(fields=["application", "part"], name="one_person_for_a_part")]

    def __str__(self):
        return f"{self.application}: {self.title}"

    @property
    def title(self):
        """The name of the part."""
        return str(PARTS.get(self.part, self.part))
