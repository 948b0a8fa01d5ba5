from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from core.immutability import forbid_changes


class Remark(models.Model):
    """What a reviewer or officer says in the discussion of a proposal. Never changes."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="remarks")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("remark"), max_length=4000)
    mentions = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("people named"))
    written_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["written_at", "pk"]

    def __str__(self):
        return str(self.application)

    def get_absolute_url(self):
        """The discussion that it stands in."""
        return reverse("reviews:discussion", kwargs={"key": self.application.key})


forbid_changes(Remark)
