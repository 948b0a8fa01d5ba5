"""Who may do what with a project."""

import rules

from accounts.roles import Role
from accounts.selectors import people_in
from applications.rules import has_worked_on_it, is_on_the_team
from core.access import sees, widen
from plans.models import PlanVersion

from .models import Amendment, Project, Publication, State


@rules.predicate
def is_manager(user, project):
    """The project manager."""
    return project is not None and project.manager_id == user.pk


@rules.predicate
def activates(user, project=None):
    """Fund officers start projects."""
    return user.is_authenticated and user.has_capability("activate")


@rules.predicate
def publishes(user, project=None):
    """Fund officers publish."""
    return user.is_authenticated and user.has_capability("publish")


@rules.predicate
def prepared_it(user, publication):
    """Who prepared a publication."""
    return publication is not None and publication.prepared_by_id == user.pk


@rules.predicate
def keeps_stories(user, story=None):
    """Who publishes, and administrators, who look after public texts."""
    return publishes(user) or (user.is_authenticated and user.has_capability("keep_rulebook"))


@rules.predicate
def sees_all(user, project=None):
    """Officers, approvers and auditors."""
    return user.is_authenticated and user.has_capability("see_all")


@rules.predicate
def watches(user, project):
    """The Regional Office of the project's region, and the people who applied for it."""
    if project is None or not user.is_authenticated:
        return False
    applied = project.application_id and is_on_the_team(user, project.application)
    return bool(applied) or project.region_id in user.endorsing_regions


def _project_of(version):
    return getattr(version.plan, "project", None) if version is not None else None


@rules.predicate
def runs_its_project(user, version):
    """The manager of the plan's project, while it is active."""
    project = _project_of(version)
    return project is not None and project.state == State.ACTIVE and is_manager(user, project)


@rules.predicate
def is_amendment(user, version):
    """Whether a version changes a plan that was approved before."""
    return version is not None and version.origin == PlanVersion.Origin.AMENDMENT


@rules.predicate
def is_editable(user, version):
    """Whether a version is still being written."""
    return version is not None and version.is_editable


@rules.predicate
def approves_plans(user, version):
    """Fund officers, but nobody approves what they submitted, manage, once applied for, or confirmed for a region."""
    project = _project_of(version)
    if project is None or not (user.is_authenticated and user.has_capability("approve_plans")):
        return False
    confirmed_by = version.amendment.confirmed_by_id if hasattr(version, "amendment") else None
    return user.pk != confirmed_by and not _asked_for_it(user, version, project)


def _asked_for_it(user, version, project):
    """Whether the person submitted the amendment, runs its project or once applied for it."""
    if user.pk in {version.submitted_by_id, project.manager_id}:
        return True
    return bool(project.application_id) and has_worked_on_it(user, project.application)


@rules.predicate
def speaks_for_the_region(user, version):
    """The Regional Office of the project's region; a Fund officer where it has nobody. Nobody who asked for the amendment."""
    project = _project_of(version)
    if project is None or not user.is_authenticated or _asked_for_it(user, version, project):
        return False
    if project.region_id in user.endorsing_regions:
        return True
    has_nobody = not people_in(Role.ENDORSER, region_code=project.region_id or "").exists()
    return user.has_capability("approve_plans") and has_nobody


@rules.predicate
def is_with_the_fund(user, version):
    """Whether the Regional Office has confirmed the amendment."""
    return version is not None and hasattr(version, "amendment") and version.amendment.is_confirmed


@rules.predicate
def handles_requests(user, version=None):
    """Regional Offices and those who approve plans."""
    return user.is_authenticated and bool(user.endorsing_regions or user.has_capability("approve_plans"))


rules.add_perm("projects.view", sees(Project))
rules.add_perm("projects.open_portfolio", sees_all)
rules.add_perm("projects.see_readiness", sees_all)
rules.add_perm("projects.work_on", is_manager | sees_all | watches)
rules.add_perm("projects.manage", is_manager)
rules.add_perm("projects.activate", activates)
rules.add_perm("projects.halt", activates & ~is_manager)
rules.add_perm("projects.complete", activates & ~is_manager)
rules.add_perm("projects.change_manager", activates)
rules.add_perm("projects.publish", publishes)
rules.add_perm("projects.keep_stories", keeps_stories)
rules.add_perm("projects.see_publications", sees(Publication))
rules.add_perm("projects.decide_publication", publishes & ~prepared_it)
rules.add_perm("projects.withdraw_publication", publishes & prepared_it)
rules.add_perm("projects.open_requests", handles_requests)
rules.add_perm("projects.see_request", sees(Amendment))
rules.add_perm("projects.confirm_amendment", is_amendment & speaks_for_the_region)
rules.add_perm(
    "projects.return_amendment", is_amendment & (approves_plans | (~is_with_the_fund & speaks_for_the_region))
)
widen("plans.edit", is_amendment & is_editable & runs_its_project)
widen("plans.amend", runs_its_project)
widen("plans.approve", is_amendment & approves_plans)
