"""What steps of a project do here, inside the same transaction; registered in ``apps.py``."""

from . import services


def schedule_reports(project, *, by, comment):
    """A started project gets its reporting schedule."""
    services.make_schedule(project, by=by)


def reschedule(version, *, by, comment):
    """The reporting schedule follows the new end of an extended project."""
    if version.amendment.extends:
        services.reschedule(version.plan.project, by=by)
