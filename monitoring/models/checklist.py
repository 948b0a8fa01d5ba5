from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .reports import Report, freeze_with_report


class ChecklistItem(models.Model):
    """A sentence of the checklist of financial reports (R10), in three languages; administrators keep them.

    ``computed`` names what the portal finds out itself (``monitoring.selectors.checklist``); without it people answer.
    """

    class Check(models.TextChoices):
        USD = "usd", _("currency")
        LINES = "lines", _("lines of the latest budget")
        OVERSPENT = "overspent", _("overspent lines are explained")
        STAFF_OFFICE = "staff_office", _("share of staff and office")
        EVALUATION = "evaluation", _("evaluation line")
        BALANCE = "balance", _("balance")

    code = models.SlugField(_("code"), primary_key=True, max_length=40)
    name = models.CharField(_("sentence"), max_length=300)
    computed = models.CharField(_("found out by the portal"), max_length=20, choices=Check, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_asked = models.BooleanField(_("asked in new reports"), default=True)

    class Meta:
        verbose_name = _("item of the financial checklist")
        verbose_name_plural = _("financial checklist")
        ordering = ["position", "code"]

    def __str__(self):
        return self.name


class ChecklistAnswer(models.Model):
    """The answer of one report to one item; what the portal finds out is kept with its figures when it is certified."""

    class Answer(models.TextChoices):
        YES = "YES", _("Yes")
        NO = "NO", _("No")
        NOT_APPLICABLE = "NA", _("Does not apply")

    report = models.ForeignKey(Report, models.PROTECT, related_name="checklist_answers")
    item = models.ForeignKey(ChecklistItem, models.PROTECT, related_name="answers")
    answer = models.CharField(_("answer"), max_length=3, choices=Answer, blank=True)
    comment = models.CharField(_("comment"), max_length=500, blank=True)
    figures = models.JSONField(_("figures"), default=dict, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("answered"), auto_now=True)

    class Meta:
        verbose_name = _("answer of the checklist")
        verbose_name_plural = _("answers of the checklist")
        constraints = [
            models.UniqueConstraint(fields=["report", "item"], name="one_answer_an_item"),
        ]

    def __str__(self):
        return f"{self.report_id}: {self.item_id}"


freeze_with_report(ChecklistAnswer)
