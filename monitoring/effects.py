"""What steps of a project do here, inside the same transaction; registered in ``apps.py``."""

from . import services


def schedule_reports(project, *, by, comment):
    """A started project gets its reporting schedule."""
    services.make_schedule(project, by=by)


def release_unspent(project, *, by, comment):
    """A cancelled project gives back to its line what it holds and has not spent."""
    services.release_unspent(project, by=by)
