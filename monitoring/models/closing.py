from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.immutability import DELETE, INSERT, UPDATE, forbid_changes
from projects.models import Project


class CompletionForm(models.Model):
    """The evaluation form of a completed project (R11): the manager's own look back. ``answers``: question → text."""

    project = models.OneToOneField(Project, models.PROTECT, related_name="completion_form", verbose_name=_("project"))
    answers = models.JSONField(_("answers"), default=dict)
    revision = models.PositiveIntegerField(default=0, editable=False)
    handed_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    handed_in_at = models.DateTimeField(_("handed in"), null=True, blank=True)

    class Meta:
        verbose_name = _("evaluation form of a completed project")
        verbose_name_plural = _("evaluation forms of completed projects")

    def __str__(self):
        return f"{self.project_id}"


class ClosingTick(models.Model):
    """An item of the closing checklist that a person confirmed: who, when, and what they say about it."""

    class Item(models.TextChoices):
        ASSETS = "ASSETS", _("Assets are handed over, or there are none")
        RECORDS = "RECORDS", _("Records are archived")

    project = models.ForeignKey(Project, models.PROTECT, related_name="closing_ticks", verbose_name=_("project"))
    item = models.CharField(_("item"), max_length=10, choices=Item)
    note = models.CharField(_("note"), max_length=500)
    ticked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ticked_at = models.DateTimeField(_("time"), auto_now=True)

    class Meta:
        verbose_name = _("tick of the closing checklist")
        verbose_name_plural = _("ticks of the closing checklist")
        ordering = ["project", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "item"], name="one_tick_an_item")]

    def __str__(self):
        return f"{self.project_id}: {self.item}"


OF_CLOSED = "(SELECT state FROM projects_project WHERE id = {row}.project_id) = 'CLOSED'"
forbid_changes(CompletionForm, (UPDATE, DELETE), when="{row}.handed_in_at IS NOT NULL", name="handed_in")
forbid_changes(ClosingTick, (INSERT, UPDATE, DELETE), when=OF_CLOSED, name="closed")
