"""Who works on a project's reports: named, removed, another manager."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from core.access import allows, get_visible_or_404, requires
from core.forms import ServiceForm, posted
from projects import services as projects
from projects.models import Project

from .. import services
from ..forms.projects import ManagerForm, MemberForm
from ..models import TeamMember


@requires("projects.work_on", Project, "address", related=["manager", "region"])
def people(request, project):
    """The manager and the team; who may names somebody by the address of their account."""
    may_name = allows(request.user, "monitoring.name_people", project)
    form = MemberForm(request.POST or None) if may_name else None
    if form and form.is_valid():
        values = {"user": form.cleaned_data["email"], "part": form.cleaned_data["part"]}
        if form.attempt(services.name_member, project, by=request.user, **values):
            messages.success(request, _("%(person)s is named and was told.") % {"person": form.result.user})
            return redirect("monitoring:people", address=project.address)
    context = {
        "project": project,
        "members": project.team_members.select_related("user__organisation").order_by("part", "pk"),
        "form": form,
        "may_name": may_name,
        "may_change_manager": project.manager and allows(request.user, "projects.change_manager", project),
    }
    return render(request, "monitoring/people.html", context)


@requires("monitoring.name_people", Project, "address")
def remove(request, project, pk):
    """Take a person out of the team, after one more question."""
    member = get_visible_or_404(project.team_members.select_related("user"), request.user, pk=pk)
    form = ServiceForm(posted(request))
    if form.is_valid() and form.attempt(services.remove_member, member, by=request.user):
        messages.success(request, _("%(person)s is no longer on the team.") % {"person": member.user})
        return redirect("monitoring:people", address=project.address)
    context = {"project": project, "member": member, "form": form, "is_certifier": _is_last_certifier(member)}
    return render(request, "monitoring/person_remove.html", context)


def _is_last_certifier(member):
    """Whether nobody else certifies the project's reports."""
    certifier = TeamMember.Part.CERTIFIER
    others = member.project.team_members.filter(part=certifier).exclude(pk=member.pk)
    return member.part == certifier and not others.exists()


@requires("projects.change_manager", Project, "address", related=["manager"])
def manager(request, project):
    """Give the project to another manager."""
    form = ManagerForm(request.POST or None)
    if form.is_valid() and form.carry_out(projects.change_manager, project, by=request.user):
        messages.success(request, _("%(person)s manages the project now.") % {"person": form.result.manager})
        return redirect("monitoring:people", address=project.address)
    return render(request, "monitoring/manager.html", {"project": project, "form": form})
