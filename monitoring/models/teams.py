from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from projects.models import Project


class TeamMemberQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Members of the teams of projects whose working pages the person may open."""
        return self.filter(project__in=Project.objects.worked_on_by(user))


class TeamMember(models.Model):
    """Who works on a project's reports with its manager: colleagues who write, and who certifies (a second person)."""

    class Part(models.TextChoices):
        WRITER = "WRITER", _("Writes reports")
        CERTIFIER = "CERTIFIER", _("Certifies reports")

    project = models.ForeignKey(Project, models.PROTECT, related_name="team_members", verbose_name=_("project"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="project_teams", verbose_name=_("person")
    )
    part = models.CharField(_("part"), max_length=10, choices=Part)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of a project team")
        verbose_name_plural = _("members of project teams")
        ordering = ["project", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "user"], name="one_part_a_member")]

    def __str__(self):
        return f"{self.project_id}: {self.user}"
