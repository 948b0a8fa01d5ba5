"""Who is told of what is new in the catalogue."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notifications.models import AbstractFollower, FollowerQuerySet, new_token

from .projects import Project

LONGEST_QUERY = 500
HOUR = 7  # of the day, in the Fund's time zone, from which digests are sent


class Frequency(models.TextChoices):
    """How often a follower gets a mail, if there is anything new."""

    AT_ONCE = "AT_ONCE", _("As it happens, at most once an hour")
    WEEKLY = "WEEKLY", _("Once a week, on Monday")
    MONTHLY = "MONTHLY", _("Once a month, on the first day")


def turns(now):
    """When the present turn of each frequency began: who was last told before that is due."""
    local = timezone.localtime(now)
    begin = local.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    monday, first = begin - timedelta(days=local.weekday()), begin.replace(day=1)
    if monday > local:
        monday -= timedelta(days=7)
    if first > local:
        first = (first - timedelta(days=1)).replace(day=1)
    return {
        Frequency.AT_ONCE: now - timedelta(hours=1),
        Frequency.WEEKLY: monday,
        Frequency.MONTHLY: first,
    }


class CatalogueFollowerQuerySet(FollowerQuerySet):
    def due(self, now):
        """Confirmed ones whose turn has come; people whose account is closed are left out."""
        has_turn = Q(pk__in=[])
        for frequency, begin in turns(now).items():
            has_turn |= Q(frequency=frequency, told_at__lt=begin)
        return self.confirmed().filter(has_turn).filter(Q(user=None) | Q(user__is_active=True))


class Follower(AbstractFollower):
    """Somebody who is told of new projects that fit a search, or of what happens to one project.

    ``query``: the search in canonical form (``selectors.following.canonical``), "" for the whole catalogue; with
    ``project`` always "". ``told_revision``: the revision of the catalogue up to which they were told. ``key``: the secret
    of the page that shows all that one address follows, the same in all its rows.
    """

    KIND = "catalogue"
    query = models.CharField(_("search"), max_length=LONGEST_QUERY, blank=True)
    project = models.ForeignKey(Project, models.CASCADE, null=True, related_name="followers", verbose_name=_("project"))
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency, default=Frequency.WEEKLY)
    key = models.CharField(max_length=40, default=new_token, editable=False, db_index=True)
    told_revision = models.BigIntegerField(default=0)
    told_at = models.DateTimeField(_("last turn"), default=timezone.now)

    objects = CatalogueFollowerQuerySet.as_manager()

    class Meta:
        verbose_name = _("follower of the catalogue")
        verbose_name_plural = _("followers of the catalogue")
        ordering = ["confirmed_at", "pk"]
        indexes = [models.Index(fields=["frequency", "told_at"])]
        constraints = [
            models.UniqueConstraint(fields=["email", "query"], condition=Q(project=None), name="one_follower_a_search"),
            models.UniqueConstraint(fields=["email", "project"], name="one_follower_a_project"),
            models.CheckConstraint(condition=Q(project=None) | Q(query=""), name="follows_search_or_project"),
        ]

    def __str__(self):
        return f"{self.KIND}: {self.pk}"  # neither address nor words: audit rows keep this for good
