"""What steps of a proposal do here, inside the same transaction; registered in ``apps.py``."""

from notifications.services import notify
from projects import services as projects

from .models import Assignment


def award_project(application, *, by, comment):
    """An approved proposal becomes a project."""
    projects.award(application, by=by)


def free_reviewers(application, *, by, comment):
    """A withdrawn or returned proposal needs no reviews; who had not finished is told."""
    waiting = application.assignments.filter(state__in=[Assignment.State.INVITED, Assignment.State.OPEN])
    told = [assignment.reviewer for assignment in waiting.select_related("reviewer")]
    waiting.update(state=Assignment.State.CANCELLED)
    notify("review.cancelled", application, to=told, actor=by)
