from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.models import Application
from applications.models.proposals import ApplicationQuerySet
from core.immutability import forbid_changes

from .assignments import Assignment


class DiscussedQuerySet(ApplicationQuerySet):
    def visible_to(self, user):
        """What ``user`` may open, and besides what they review without seeing the applicant's people."""
        if not user.is_authenticated:
            return self.none()
        opened = Application.objects.visible_to(user).values("pk")
        reviewed = Assignment.objects.readable().filter(reviewer=user).values("application")
        return self.filter(models.Q(pk__in=opened) | models.Q(pk__in=reviewed))


class Discussed(Application):
    """A proposal as those discuss it who review it: a reviewer may discuss without opening the proposal's own pages."""

    objects = DiscussedQuerySet.as_manager()

    class Meta:
        proxy = True
        verbose_name = _("proposal in discussion")
        verbose_name_plural = _("proposals in discussion")


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
