from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .proposals import Application


class Section(models.Model):
    """One narrative section, as text in the proposal's language."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="sections")
    key = models.CharField(_("section"), max_length=30)
    text = models.TextField(_("text"), blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [models.UniqueConstraint(fields=["application", "key"], name="one_section_of_a_kind")]

    def __str__(self):
        return f"{self.application} {self.key}"
