"""What the Fund pays for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FocusArea(models.Model):
    """What the Fund pays for (rule S04)."""

    code = models.CharField(_("code"), max_length=40, primary_key=True)
    name = models.CharField(_("name"), max_length=150)
    is_exceptional = models.BooleanField(_("only exceptionally"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("focus area")
        verbose_name_plural = _("focus areas")
        ordering = ["position", "code"]

    def __str__(self):
        return self.name


class Theme(models.Model):
    """A "Project Type" of the Fund's site; its prefix begins the project codes."""

    code = models.CharField(
        _("code"), max_length=10, primary_key=True, help_text=_("The prefix of project codes, where there is one.")
    )
    name = models.CharField(_("name"), max_length=150)
    aliases = models.JSONField(_("other names"), default=list, blank=True)
    focus_area = models.ForeignKey(
        FocusArea, models.PROTECT, null=True, blank=True, related_name="themes", verbose_name=_("focus area")
    )
    has_prefix = models.BooleanField(_("begins project codes"), default=True)
    is_legacy = models.BooleanField(_("no longer used"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["position", "code"]

    def __str__(self):
        return self.name
