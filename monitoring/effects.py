"""What steps of a project do here, inside the same transaction; registered in ``apps.py``."""

from . import services
from .services.checklist import keep_findings


def schedule_reports(project, *, by, comment):
    """A started project gets its reporting schedule."""
    services.make_schedule(project, by=by)


def keep_checklist(report, *, by, comment):
    """What the portal found out for the checklist is kept as it was certified (R10)."""
    keep_findings(report, by=by)


def release_unspent(project, *, by, comment):
    """A cancelled project gives back to its line what it holds and has not spent."""
    services.release_unspent(project, by=by)


def reschedule(version, *, by, comment):
    """The reporting schedule follows the new end of an extended project."""
    if version.amendment.extends:
        services.reschedule(version.plan.project, by=by)
