"""Steps of a project that was started: halted for a while, cancelled, completed, closed. Nothing is undone but a halt."""

from django.db import transaction

from accounts.roles import Role
from accounts.selectors import people_in
from funding.services import ledger
from notifications.services import notify

from ..workflow import PROJECT
from . import records


def told_of(project):
    """Who is told of a step: the manager, who applied, the Regional Office of the region; each once, without gaps."""
    people = [project.manager, project.application.owner if project.application_id else None]
    people += people_in(Role.ENDORSER, region_code=project.region_id) if project.region_id else []
    return list({person.pk: person for person in people if person}.values())


def _step(name, kind, project, *, by, comment):
    project = PROJECT.apply(name, project, by=by, comment=comment)
    records.refresh(project)
    title = project.title
    notify(f"project.{kind}", project, to=told_of(project), actor=by, comment=comment, title=title)
    return project


@transaction.atomic
def suspend(project, *, by, comment):
    """Halt an active project for a while, for the reason in ``comment``. The public page goes on saying Active."""
    return _step("suspend", "suspended", project, by=by, comment=comment)


@transaction.atomic
def resume(project, *, by, comment):
    """Let a suspended project go on. What fell due meanwhile is due."""
    return _step("resume", "resumed", project, by=by, comment=comment)


@transaction.atomic
def cancel(project, *, by, comment):
    """End a project for good before its time; ``monitoring`` releases what it has not spent of the line's money."""
    if project.line_id:
        ledger.hold(project.line)  # before the audit trail: see funding.services.ledger
    return _step("cancel", "cancelled", project, by=by, comment=comment)


@transaction.atomic
def complete(project, *, by, comment=""):
    """Say that a project has done its work. Raises DomainError with all that upper apps still ask for (R03)."""
    return _step("complete", "completed", project, by=by, comment=comment)


@transaction.atomic
def close(project, *, by, comment=""):
    """Put a completed project into the archive. Raises DomainError with what its closing checklist still lacks."""
    return _step("close", "closed", project, by=by, comment=comment)
