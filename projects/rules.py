"""Who may do what with a project."""

import rules

from core.access import sees

from .models import Project


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
def sees_all(user, project=None):
    """Officers, approvers and auditors."""
    return user.is_authenticated and user.has_capability("see_all")


@rules.predicate
def watches(user, project):
    """The Regional Office of the project's region, and the person who applied for it."""
    if project is None or not user.is_authenticated:
        return False
    applied = project.application_id and project.application.owner_id == user.pk
    return bool(applied) or project.region_id in user.endorsing_regions


rules.add_perm("projects.view", sees(Project))
rules.add_perm("projects.open_portfolio", sees_all)
rules.add_perm("projects.work_on", is_manager | sees_all | watches)
rules.add_perm("projects.manage", is_manager)
rules.add_perm("projects.activate", activates)
rules.add_perm("projects.publish", publishes)
