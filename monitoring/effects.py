"""What steps of a project do here, inside the same transaction; registered in ``apps.py``."""

from . import services
from .services.checklist import keep_findings


def schedule_reports(project, *, by, comment):
    """A started project gets its reporting schedule."""
    services.make_schedule(project, by=by)


def renew_standing(project, *, by, comment):
    """What a step changed of a project shows in the portfolio at once."""
    services.renew_standing(project)


def renew_after_report(report, *, by, comment):
    """The figures of an accepted report count from now on."""
    services.renew_standing(report.duty.project)


def renew_after_amendment(version, *, by, comment):
    """Lights and burn follow the plan in force."""
    services.renew_standing(version.plan.project)


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
