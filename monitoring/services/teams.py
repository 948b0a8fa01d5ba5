"""The people who work on a project's reports with its manager."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.access import allows
from core.errors import DomainError, NotAllowed
from notifications.services import notify
from projects.models import Project

from ..models import TeamMember

NAMED = audit.action("project.member_named", _("named a member of the team"))
REMOVED = audit.action("project.member_removed", _("removed a member of the team"))


def writers_of(project):
    """The manager of a project and colleagues who write its reports."""
    members = project.team_members.filter(part=TeamMember.Part.WRITER).select_related("user")
    return [project.manager, *(member.user for member in members)]


def _of(project, by):
    locked = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    if not allows(by, "monitoring.name_people", locked):
        raise NotAllowed(_("Only the project manager or a Fund officer names people."))
    return locked


@transaction.atomic
def name_member(project, *, by, user, part):
    """Give a person a part in the project's reports, or another part than before; they are told. Returns the TeamMember.

    Raises NotAllowed, and DomainError for the manager, who writes without being named and never certifies.
    """
    project = _of(project, by)
    if user.pk == project.manager_id:
        raise DomainError(_("The project manager writes reports anyway, and somebody else certifies them."))
    member, _created = TeamMember.objects.update_or_create(
        project=project, user=user, defaults={"part": part, "added_by": by}
    )
    audit.record(NAMED, project, by=by, person=user.pk, part=part)
    notify("project.named", project, to=[user], actor=by, part=part, code=project.code)
    return member


@transaction.atomic
def remove_member(member, *, by):
    """Take a person out of the team; what they wrote and signed stays. Raises NotAllowed."""
    project = _of(member.project, by)
    audit.record(REMOVED, project, by=by, person=member.user_id, part=member.part)
    member.delete()
